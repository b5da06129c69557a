// What a timeline says in words: values at a step, and what its picture leaves out.
import { number, plural } from "./shared/frame.js";
import { rangeOf } from "./timeline_panels.js";
import { valuesAt, placeAt } from "./timeline_story.js";
import { FAN } from "./timeline_paint.js";

export function valueWords(track, step) {
  const values = track.kind === "curve" ? track.values : valuesAt(track, placeAt(track.steps, step));
  if (!values.length) return "–";
  if (track.kind === "number") return Number.isFinite(values[0]) ? number(values[0]) : "not finite";
  const range = rangeOf([{ values }], false), count = values.length.toLocaleString("en");
  return range ? `${count}: ${number(range[0])} to ${number(range[1])}` : `${count}, none finite`;
}

export const spoken = (tracks, step) => tracks.map((track) => `${track.name} ${valueWords(track, step)}`).join(", ");

// Exact counts of what the picture cannot show, a sentence each.
export function remarks(tracks, log) {
  return [...gone(tracks), ...tracks.flatMap((track) => [...gaps(track, log), thinned(track), dense(track)])].filter(Boolean);
}

// Tracks of one tape have mostly let go the same steps: said once.
function gone(tracks) {
  const counts = [...new Set(tracks.map((track) => track.dropped))].filter((count) => count > 0);
  return counts.map((count) => {
    const names = tracks.filter((track) => track.dropped === count).map((track) => track.name).join(", ");
    return `${names}: ${plural(count, "steps")} left out.`;
  });
}

function gaps(track, log) {
  const steps = (bad) => track.steps.filter((_, i) => !valuesAt(track, i).every((value) => !bad(value)));
  const unknown = steps((value) => !Number.isFinite(value)), low = log ? steps((value) => value <= 0) : [];
  const at = (found) => `at ${plural(found.length, track.kind === "curve" ? "numbers" : "steps")}, first at ${found[0]}`;
  return [
    unknown.length ? `${track.name} was not finite ${at(unknown)}.` : "",
    low.length ? `${track.name} has no logarithm ${at(low)}.` : "",
  ];
}

function thinned({ name, thinned: thin, steps }) {
  return thin ? `${name}: of ${plural(steps.length, "steps")}, each column of pixels has its first, least, greatest and last.` : "";
}

function dense({ name, widest, densest }) {
  return widest > FAN && densest ? `${name}: up to ${widest.toLocaleString("en")} numbers a step, drawn as a density of up to ${number(densest)} a step and patch.` : "";
}
