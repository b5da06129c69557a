// Spectra of many numbers: how many lie where, as shades.
import { heatTable, heatImage, paintHeat } from "./shared/heat.js";
import { drawable } from "./timeline_panels.js";
import { valuesAt } from "./timeline_story.js";

const PATCH = 3; // pixels a patch is high

// Paints numbers a step and patch, from faint for few to the strongest for `track.densest`.
export function paintDensity(context, { box, x, y }, track, { colours, log }, hue) {
  const columns = Math.max(1, Math.min(Math.floor(box.w), track.steps.length)), rows = Math.max(1, Math.floor(box.h / PATCH));
  const counts = new Float32Array(columns * rows), there = new Int32Array(columns);
  track.steps.forEach((step, i) => {
    const column = Math.round(((x(step) - box.left) / box.w) * (columns - 1));
    there[column] += 1;
    for (const value of valuesAt(track, i)) {
      if (!drawable(value, log)) continue;
      const row = Math.max(0, Math.min(rows - 1, Math.floor(((y(value) - box.top) / box.h) * rows)));
      counts[row * columns + column] += 1;
    }
  });
  counts.forEach((count, i) => { counts[i] = count / (there[i % columns] || 1); });
  const most = counts.reduce((a, b) => Math.max(a, b), 0) || 1;
  const codes = Uint8Array.from(counts, (count) => (count ? 1 + Math.round((254 * count) / most) : 0));
  const image = heatImage(codes, rows, columns, heatTable([blend(colours.ground, hue), hue, colours.ink], colours.ground));
  const gap = box.w / Math.max(1, columns - 1);
  paintHeat(context, image, [0, 0, columns, rows], [box.left - gap / 2, box.top, box.w + gap, box.h]);
  track.densest = most;
}

// A colour a quarter of the way from one to another.
function blend(from, to) {
  const part = (hex, i) => parseInt(hex.slice(2 * i + 1, 2 * i + 3), 16);
  return `#${[0, 1, 2].map((i) => Math.round(0.75 * part(from, i) + 0.25 * part(to, i)).toString(16).padStart(2, "0")).join("")}`;
}
