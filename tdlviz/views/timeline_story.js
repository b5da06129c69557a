// The numbers of a run so far: all of them once, then what is new, joined.

// One track: steps, and values with `offsets` where a step has other than one number.
function trackOf(payload, meaning, i) {
  const steps = payload[`steps${i}`], values = payload[`values${i}`], counts = payload[`counts${i}`];
  return withOffsets({ ...meaning, place: i, steps, values, counts });
}

function withOffsets(track) {
  const { counts } = track;
  return counts ? { ...track, offsets: offsetsOf(counts), widest: counts.reduce((a, b) => Math.max(a, b), 0) } : track;
}

function offsetsOf(counts) {
  const offsets = new Int32Array(counts.length + 1);
  counts.forEach((count, i) => { offsets[i + 1] = offsets[i] + count; });
  return offsets;
}

function joinedArrays(before, after) {
  const out = new before.constructor(before.length + after.length);
  out.set(before);
  out.set(after, before.length);
  return out;
}

// What is new behind what is known. The page keeps what it has, also where the tape has let it go.
function joinTracks(old, next) {
  const counts = next.counts && joinedArrays(old.counts ?? new Int32Array(0), next.counts);
  const steps = joinedArrays(old.steps, next.steps), dropped = Math.max(0, next.kept + next.dropped - steps.length);
  return withOffsets({ ...next, dropped, steps, values: joinedArrays(old.values, next.values), counts });
}

// A track without what was cut away since the page last heard of it.
function cutTrack(track, cuts) {
  const fresh = cuts.slice(track.cuts.length), kept = fresh.length ? placeAt(track.steps, Math.min(...fresh)) + 1 : track.steps.length;
  if (kept === track.steps.length) return { ...track, cuts };
  const values = track.values.subarray(0, track.offsets ? track.offsets[kept] : kept);
  return withOffsets({ ...track, cuts, steps: track.steps.subarray(0, kept), values, counts: track.counts?.subarray(0, kept) });
}

const lastOf = (track) => (track.steps.length ? track.steps[track.steps.length - 1] : -1);

export class Story {
  constructor(payload) {
    this.tracks = payload.values.tracks.map((meaning, i) => trackOf(payload, meaning, i));
  }

  // Joins what is new. False where something is missing between it and what is here.
  join(payload) {
    const next = (payload.values.tracks ?? []).map((meaning, i) => trackOf(payload, meaning, i));
    // What was sent before the page heard of a cut, and comes after, is void.
    if (next.some((track, i) => track.cuts.length < this.tracks[i].cuts.length)) return true;
    this.tracks = this.tracks.map((track, i) => (next[i] ? cutTrack(track, next[i].cuts) : track));
    if (next.some((track, i) => track.after > lastOf(this.tracks[i]))) return false;
    // What stands in the page for a new output may be older than what that output began with.
    if (next.some((track, i) => track.after < lastOf(this.tracks[i]))) return true;
    this.tracks = this.tracks.map((track, i) => (next[i] ? joinTracks(track, next[i]) : track));
    return true;
  }

  // All steps that have something, increasing. Tracks of a run have mostly the same.
  get order() {
    const every = this.tracks.filter((track) => track.kind !== "curve").map((track) => track.steps);
    const longest = every.reduce((a, b) => (b.length > a.length ? b : a), new Int32Array(0));
    if (every.every((steps) => steps.every((step, i) => step === longest[i]))) return longest;
    const sorted = every.reduce((a, b) => joinedArrays(a, b), new Int32Array(0)).sort();
    return sorted.filter((step, i) => i === 0 || step !== sorted[i - 1]);
  }

  get ends() {
    const ends = this.tracks.filter((track) => track.kind !== "curve" && track.steps.length).map((track) => [track.steps[0], lastOf(track)]);
    return ends.length ? [Math.min(...ends.map((e) => e[0])), Math.max(...ends.map((e) => e[1]))] : null;
  }
}

// The place of the last step at or before this one, -1 before the first; null is the newest.
export function placeAt(steps, step) {
  if (step === null || step === undefined) return steps.length - 1;
  let low = 0, high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// The numbers of a track at a place.
export function valuesAt(track, place) {
  if (place < 0) return new Float32Array(0);
  return track.offsets ? track.values.subarray(track.offsets[place], track.offsets[place + 1]) : track.values.subarray(place, place + 1);
}

// One number of each step, NaN where a step has fewer.
export function entryOf({ steps, values, offsets, counts }, entry) {
  return Float32Array.from(steps, (_, i) => (entry < counts[i] ? values[offsets[i] + entry] : NaN));
}

// Means with weights that fall by `weight` a step, divided by the sum of the weights; gaps stay gaps.
export function smoothed(values, weight) {
  const out = new Float32Array(values.length).fill(NaN);
  let total = 0, weights = 0;
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    total = weight * total + (1 - weight) * value;
    weights = weight * weights + 1 - weight;
    out[i] = total / weights;
  });
  return out;
}
