// Panels of a timeline on canvas 2-D: scales, lines, fans, gaps and the line at a step.
import { number } from "./shared/frame.js";
import { paintMark } from "./shared/mark.js";
import { drawable } from "./timeline_panels.js";
import { linePlaces, strokePlaces, columnsOf } from "./timeline_line.js";
import { paintDensity } from "./timeline_density.js";
import { smoothed, valuesAt, entryOf, placeAt } from "./timeline_story.js";

export const FAN = 200; // more lines than this are a density
const DASHES = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

// Hue, dash and mark of the i-th track: 16 pairs of hue and dash before one comes again.
export const styleOf = (i, theme) => ({ hue: PALETTE.dimensions[theme][i % 4], dash: DASHES[(i + Math.floor(i / 4)) % 4], mark: i % 4 });

export function paintPanel(context, panel, look) {
  const { tracks, box } = panel;
  paintScales(context, panel, look);
  context.save();
  context.beginPath();
  context.rect(box.left - 2, box.top - 2, box.w + 4, box.h + 4);
  context.clip();
  for (const track of tracks) {
    if (!track.offsets) paintNumbers(context, panel, track, look);
    else if (track.widest > FAN) paintDensity(context, panel, track, look, styleOf(track.place, look.theme).hue);
    else paintFan(context, panel, track, look);
  }
  context.restore();
  for (const track of tracks) paintGaps(context, panel, track, look);
}

function paintScales(context, { box, x, y, axis }, { colours }) {
  const floor = Math.round(box.top + box.h) + 0.5;
  Object.assign(context, { font: "11px system-ui, sans-serif", fillStyle: colours.faint, strokeStyle: colours.line, lineWidth: 1 });
  Object.assign(context, { textAlign: "right", textBaseline: "middle" });
  for (const tick of y.ticks) {
    const level = Math.round(y(tick)) + 0.5;
    segment(context, box.left, level, box.left + box.w, level);
    context.fillText(number(tick), box.left - 6, level);
  }
  context.strokeStyle = colours.faint;
  segment(context, box.left, floor, box.left + box.w, floor);
  if (!axis) return;
  Object.assign(context, { textAlign: "center", textBaseline: "top" });
  for (const tick of x.ticks) {
    segment(context, Math.round(x(tick)) + 0.5, floor, Math.round(x(tick)) + 0.5, floor + 4);
    context.fillText(tick.toLocaleString("en"), x(tick), floor + 6);
  }
  context.fillText(axis, box.left + box.w / 2, floor + 19);
}

// The names of a panel's tracks above it, as far as there is room.
export function paintNames(context, { tracks, box }, { theme }) {
  Object.assign(context, { font: "11px system-ui, sans-serif", textAlign: "left", textBaseline: "middle" });
  let { left } = box;
  for (const { name, place } of tracks) {
    const width = context.measureText(name).width;
    if (left + width > box.left + box.w) return;
    context.fillStyle = styleOf(place, theme).hue;
    context.fillText(name, left, box.top - 9);
    left += width + 12;
  }
}

function paintNumbers(context, panel, track, { log, smooth, theme, ratio, colours }) {
  const { hue, dash, mark } = styleOf(track.place, theme), { steps, values } = track, { x, y } = panel;
  const columns = columnsOf(steps, panel, ratio), soft = smooth > 0 && !panel.curved, drawn = (value) => drawable(value, log);
  const draw = (numbers, lineWidth, globalAlpha, dashed) => {
    Object.assign(context, { strokeStyle: hue, lineWidth, globalAlpha, lineJoin: "round" });
    context.setLineDash(dashed && !columns ? dash : []); // dashes would hide a spike
    strokePlaces(context, linePlaces(numbers, drawn, columns), (i) => x(steps[i]), (i) => y(numbers[i]));
    context.setLineDash([]);
    context.globalAlpha = 1;
  };
  draw(values, soft ? 1 : 1.6, soft ? 0.4 : 1, !soft);
  if (soft) draw(smoothed(values, smooth), 2.4, 1, true);
  track.thinned = columns !== null;
  if (steps.length === 1 && drawn(values[0])) paintEdged(context, mark, x(steps[0]), y(values[0]), hue, colours.ground);
}

function paintFan(context, panel, track, { log, theme, ratio }) {
  const { steps, widest } = track, { x, y } = panel, columns = columnsOf(steps, panel, ratio);
  Object.assign(context, { strokeStyle: styleOf(track.place, theme).hue, lineWidth: 1, lineJoin: "bevel" });
  context.globalAlpha = Math.max(0.35, Math.min(0.9, 12 / widest));
  for (let entry = 0; entry < widest; entry++) {
    const values = entryOf(track, entry);
    strokePlaces(context, linePlaces(values, (value) => drawable(value, log), columns), (i) => x(steps[i]), (i) => y(values[i]));
  }
  context.globalAlpha = 1;
  track.thinned = columns !== null;
}

// A cross on the axis for each column of pixels with a number that has no place on the scale.
function paintGaps(context, { x, box }, track, { theme, log }) {
  const there = new Set();
  track.steps.forEach((step, i) => {
    if (!valuesAt(track, i).every((value) => drawable(value, log))) there.add(Math.round(x(step)));
  });
  Object.assign(context, { strokeStyle: styleOf(track.place, theme).hue, lineWidth: 1.5 });
  const y = box.top + box.h - 5;
  for (const left of there) {
    segment(context, left - 3, y - 3, left + 3, y + 3);
    segment(context, left - 3, y + 3, left + 3, y - 3);
  }
}

// The line at a step, with a mark on each line of numbers.
export function paintStep(context, panels, step, { colours, theme, log }, strong) {
  for (const { tracks, box, curved, x, y } of panels) {
    if (curved) continue;
    const left = Math.round(x(step)) + 0.5;
    Object.assign(context, { strokeStyle: strong ? colours.ink : colours.faint, lineWidth: strong ? 1.5 : 1 });
    segment(context, left, box.top - 2, left, box.top + box.h + (strong ? 4 : 0));
    for (const track of tracks) {
      const [value] = valuesAt(track, placeAt(track.steps, step)), { hue, mark } = styleOf(track.place, theme);
      if (!track.offsets && value !== undefined && drawable(value, log)) paintEdged(context, mark, left, y(value), hue, colours.ground);
    }
  }
}

// A mark with an edge of the ground around it.
function paintEdged(context, mark, x, y, hue, ground) {
  context.fillStyle = ground;
  paintMark(context, mark, x, y, 5.5);
  context.fillStyle = hue;
  paintMark(context, mark, x, y);
}

function segment(context, ax, ay, bx, by) {
  context.beginPath();
  context.moveTo(ax, ay);
  context.lineTo(bx, by);
  context.stroke();
}
