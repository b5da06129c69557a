// The matrices as small heat maps in a grid that scrolls: only those in sight are painted.
import { colourTable } from "./shared/colours.js";
import { number } from "./shared/frame.js";

const TOP = 34, LABEL = 22, GAP = 14, LEAST = 22, BAR = 8;
const MAP_SCALE = colourTable(PALETTE.diverging);
const toneOf = (t) => MAP_SCALE.subarray(4 * t, 4 * t + 3);

// Where every tile stands. shown: the incidences with a map, sorted by cell; those of one cell stand
// side by side. zoom: 1 for the usual size.
export function layOutStrip(shown, cells, [d, e], width, zoom) {
  const side = Math.max(3, Math.min(64, (68 / Math.max(d, e)) * zoom)), slot = Math.max(e * side, 104) + GAP;
  const most = Math.max(1, Math.floor((width - GAP - BAR) / slot)), places = [], group = largestGroup(shown, cells);
  const columns = group <= most ? Math.floor(most / group) * group : most;
  let next = 0;
  shown.forEach((incidence, i) => {
    if (group <= most && i && cells[incidence] !== cells[shown[i - 1]]) next = Math.ceil(next / group) * group;
    places.push(next++);
  });
  const rowHeight = d * side + LABEL + GAP, left = Math.max(GAP, (width - BAR - columns * slot + GAP) / 2);
  const bottom = Math.ceil(next / columns) * rowHeight + TOP;
  return { shown, places, columns, side, slot, rowHeight, left, bottom, d, e };
}

function largestGroup(shown, cells) {
  let most = 1, run = 1;
  for (let i = 1; i < shown.length; i++) {
    run = cells[shown[i]] === cells[shown[i - 1]] ? run + 1 : 1;
    most = Math.max(most, run);
  }
  return most;
}

// The corner of the matrix of the i-th tile on a stage scrolled by so much.
export function tileCorner(plan, i, scroll) {
  const row = Math.floor(plan.places[i] / plan.columns), column = plan.places[i] % plan.columns;
  return [plan.left + column * plan.slot, TOP + row * plan.rowHeight + LABEL - scroll];
}

export const mostScroll = (plan, height) => Math.max(0, plan.bottom - height);

// The tiles whose rows are in sight, from the first to before the second.
export function visibleTiles(plan, scroll, height) {
  const first = Math.max(0, Math.floor((scroll - TOP) / plan.rowHeight)) * plan.columns;
  const last = (Math.floor((scroll + height - TOP) / plan.rowHeight) + 1) * plan.columns;
  return [lowerBound(plan.places, first), lowerBound(plan.places, last)];
}

function lowerBound(sorted, value) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

// { incidence, row, column } under a point, row -1 on the label; null beside all.
export function tileAt(plan, scroll, height, x, y) {
  if (y < TOP - 6) return null;
  const [first, last] = visibleTiles(plan, scroll, height);
  for (let i = first; i < last; i++) {
    const [left, top] = tileCorner(plan, i, scroll), [column, row] = [(x - left) / plan.side, (y - top) / plan.side];
    if (x < left || x > left + Math.max(plan.e * plan.side, 90) || y < top - LABEL || row >= plan.d) continue;
    const inside = row >= 0 && column < plan.e;
    return { incidence: plan.shown[i], row: inside ? Math.floor(row) : -1, column: inside ? Math.floor(column) : -1 };
  }
  return null;
}

export function paintStrip(context, plan, frame, look) {
  const { width, height, ratio, colours, scroll, nameOf, marks } = look;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, width, height);
  context.save();
  context.beginPath();
  context.rect(0, TOP - 6, width, height);
  context.clip();
  const [first, last] = visibleTiles(plan, scroll, height);
  for (let i = first; i < last; i++) {
    const incidence = plan.shown[i], corner = tileCorner(plan, i, scroll);
    paintTile(context, plan, frame, incidence, corner, colours);
    paintName(context, nameOf(incidence), corner, colours);
    if (marks.has(incidence)) outline(context, plan, corner, marks.get(incidence), colours);
  }
  context.restore();
  paintThumb(context, plan, look);
}

function paintTile(context, plan, frame, incidence, [left, top], colours) {
  const { d, e, side } = plan, most = frame.values.most || 1, missing = frame.state[incidence] !== 1;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = `${Math.min(12, side * 0.34)}px system-ui, sans-serif`;
  for (let k = 0; k < d * e; k++) {
    const value = frame.maps[incidence * d * e + k], x = left + (k % e) * side, y = top + Math.floor(k / e) * side;
    const [r, g, b] = toneOf(Math.round(127.5 + 127.5 * Math.max(-1, Math.min(1, value / most))) || 0);
    context.fillStyle = missing ? colours.missing : `rgb(${r},${g},${b})`;
    context.fillRect(x, y, side + 0.5, side + 0.5);
    if (side < LEAST || missing) continue;
    context.fillStyle = 0.3 * r + 0.59 * g + 0.11 * b > 140 ? "#1F2430" : "#FFFFFF";
    context.fillText(+value.toFixed(2) + 0, x + side / 2, y + side / 2);
  }
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.strokeRect(left - 0.5, top - 0.5, e * side + 1.5, d * side + 1.5);
}

function paintName(context, name, [left, top], colours) {
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.fillStyle = colours.ink;
  context.fillText(name, left, top - 9, 112);
}

// A chosen map has a wide line around it, in the ink of the theme, so that hue is not needed.
function outline(context, { d, e, side }, [left, top], role, colours) {
  context.strokeStyle = role === "hover" ? colours.faint : colours.ink;
  context.lineWidth = role === "hover" ? 2 : 3;
  context.strokeRect(left - 2, top - 2, e * side + 4, d * side + 4);
}

function paintThumb(context, plan, { width, height, scroll, colours }) {
  if (!mostScroll(plan, height)) return;
  const tall = Math.max(24, (height * height) / plan.bottom);
  context.fillStyle = colours.line;
  context.fillRect(width - 6, (scroll / mostScroll(plan, height)) * (height - tall), 4, tall);
}

// The words of an entry under the pointer.
export const entryWords = (frame, { incidence, row, column }) => {
  const [d, e] = frame.values.shape;
  if (row < 0 || frame.state[incidence] !== 1) return "";
  return `row ${row}, column ${column}: ${number(frame.maps[incidence * d * e + row * e + column])}`;
};
