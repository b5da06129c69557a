// Which tracks share a panel, and where the panels and their scales are.
import { evenTicks, logTicks } from "./shared/ticks.js";

const APART = 20, LEAST = 64;
export const EDGE = { left: 54, right: 14, title: 17, axis: 32, gap: 6 };

export const drawable = (value, log) => Number.isFinite(value) && (!log || value > 0);

export function rangeOf(tracks, log) {
  let low = Infinity, high = -Infinity;
  for (const { values } of tracks) {
    for (let i = 0; i < values.length; i++) {
      if (!drawable(values[i], log)) continue;
      if (values[i] < low) low = values[i];
      if (values[i] > high) high = values[i];
    }
  }
  return low <= high ? [low, high] : null;
}

function differ(tracks, log) {
  const bent = log ? Math.log10 : (value) => value;
  const ranges = tracks.map((track) => rangeOf([track], log)).filter(Boolean).map((range) => range.map(bent));
  const widths = ranges.map(([low, high]) => high - low).filter((width) => width > 0);
  if (ranges.length < 2 || !widths.length) return false;
  return Math.max(...ranges.map((r) => r[1])) - Math.min(...ranges.map((r) => r[0])) > APART * Math.min(...widths);
}

// Numbers in one panel, or apart where their ranges differ too much; spectra and curves each in their own.
export function panelsOf(tracks, { panels, log }) {
  const numbers = tracks.filter((track) => track.kind === "number" || track.kind === null);
  const apart = panels === "apart" || (panels === "auto" && differ(numbers, log));
  return tracks.flatMap((track) => {
    if (apart || !numbers.includes(track)) return [[track]];
    return track === numbers[0] ? [numbers] : [];
  });
}

export const heightNeeded = (groups) => groups.length * (LEAST + EDGE.title + EDGE.gap) + EDGE.axis;

// Panels with x and y scales for a stage; ends: the first and last step.
export function layPanels(groups, ends, { width, height, log }) {
  const curved = groups.map(([first]) => first.kind === "curve"), lastOfSteps = curved.lastIndexOf(false);
  const axes = groups.map((_, i) => curved[i] || i === lastOfSteps);
  const spare = height - axes.filter(Boolean).length * EDGE.axis - groups.length * EDGE.title - (groups.length - 1) * EDGE.gap;
  const h = Math.max(8, spare / groups.length), w = width - EDGE.left - EDGE.right;
  let top = 0;
  return groups.map((tracks, i) => {
    const range = curved[i] ? [0, Math.max(tracks[0].steps.length - 1, 1)] : ends ?? [0, 1];
    const box = { left: EDGE.left, top: top + EDGE.title, w, h };
    top += EDGE.title + h + (axes[i] ? EDGE.axis : 0) + EDGE.gap;
    return { tracks, box, curved: curved[i], axis: axes[i] && (curved[i] ? "entry" : "step"), x: along(range, box.left, w), y: up(rangeOf(tracks, log), box, log) };
  });
}

function along([first, last], left, w) {
  const span = last - first || 1, at = (step) => left + ((step - first) / span) * w;
  at.invert = (pixel) => first + ((pixel - left) / w) * span;
  at.ticks = evenTicks(first, last, Math.max(2, Math.min(8, Math.floor(w / 70)))).filter(Number.isInteger);
  return at;
}

function up(range, { top, h }, log) {
  const [low, high] = range ?? (log ? [0.1, 1] : [0, 1]), bent = log ? Math.log10 : (value) => value;
  const pad = (bent(high) - bent(low)) * 0.05 || (log ? 0.3 : Math.abs(low) * 0.1 || 1);
  const [from, to] = [bent(low) - pad, bent(high) + pad];
  const at = (value) => top + h - ((bent(value) - from) / (to - from)) * h;
  const most = Math.max(3, Math.min(6, Math.floor(h / 24)));
  at.ticks = log ? logTicks(10 ** from, 10 ** to, most).filter((tick) => tick > 0) : evenTicks(from, to, most);
  return at;
}
