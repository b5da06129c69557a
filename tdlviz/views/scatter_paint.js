// Points of a plane on canvas 2-D: shapes where they are few, squares of pixels where they are many.
import { number } from "./shared/frame.js";
import { colourTable } from "./shared/colours.js";
import { evenTicks } from "./shared/ticks.js";
import { paintMark } from "./shared/mark.js";

export const MANY = 5000;
const VIRIDIS = colourTable(PALETTE.viridis);

// Hue and shape of a row. Labels come as their place over 255, missing values as -1.
export function styleOfRow({ color, values }, row, colours) {
  if (!color) return { hue: colours.vertex, mark: 0 };
  if (color[row] < 0) return { hue: colours.missing, mark: 0 };
  const code = Math.round(color[row] * 255);
  if (values.color.kind === "label") return { hue: PALETTE.okabeIto[code % PALETTE.okabeIto.length], mark: code % 4 };
  return { hue: `rgb(${VIRIDIS[4 * code]},${VIRIDIS[4 * code + 1]},${VIRIDIS[4 * code + 2]})`, mark: 0 };
}

// Half the width of a point: smaller where many share the stage, larger where its size is.
export function radiusOf({ size, cells }, row) {
  const plain = Math.max(1, Math.min(4.5, 60 / Math.sqrt(cells.length)));
  return size ? plain * (0.6 + 1.8 * Math.max(0, size[row])) : plain;
}

export function paintPoints(context, frame, screen, { colours, faint }) {
  const { cells } = frame, many = cells.length > MANY;
  context.globalAlpha = faint ? 0.3 : many ? 0.8 : 0.9;
  for (const [hue, rows] of byHue(frame, colours)) {
    context.fillStyle = hue;
    for (const row of rows) {
      const x = screen[2 * row], y = screen[2 * row + 1], r = radiusOf(frame, row);
      if (Number.isNaN(x)) continue;
      if (many) context.fillRect(x - r, y - r, 2 * r, 2 * r);
      else paintMark(context, styleOfRow(frame, row, colours).mark, x, y, r);
    }
  }
  context.globalAlpha = 1;
}

// Rows by their hue, as a change of it costs more than a point.
function byHue(frame, colours) {
  const hues = new Map();
  for (let row = 0; row < frame.cells.length; row++) {
    const { hue } = styleOfRow(frame, row, colours);
    if (!hues.has(hue)) hues.set(hue, []);
    hues.get(hue).push(row);
  }
  return hues;
}

// Rings around the rows that are marked: [[row, role]].
export function paintMarked(context, frame, screen, rows, { colours }) {
  for (const [row, role] of rows) {
    const x = screen[2 * row], y = screen[2 * row + 1], { hue, mark } = styleOfRow(frame, row, colours), r = Math.max(3.5, radiusOf(frame, row));
    if (Number.isNaN(x)) continue;
    context.fillStyle = colours.ink;
    paintMark(context, mark, x, y, r + 4);
    context.fillStyle = PALETTE.roles[role] ?? PALETTE.roles.selected;
    paintMark(context, mark, x, y, r + 2.5);
    context.fillStyle = hue;
    paintMark(context, mark, x, y, r);
  }
}

export function paintGrid(context, scale, { colours, width, height }) {
  Object.assign(context, { font: "11px system-ui, sans-serif", strokeStyle: colours.line, lineWidth: 1 });
  const across = evenTicks(scale.u(0), scale.u(width), 6), upward = evenTicks(scale.v(height), scale.v(0), 5);
  context.globalAlpha = 0.6;
  context.beginPath();
  across.forEach((u) => { context.moveTo(Math.round(scale.x(u)) + 0.5, 0); context.lineTo(Math.round(scale.x(u)) + 0.5, height); });
  upward.forEach((v) => { context.moveTo(0, Math.round(scale.y(v)) + 0.5); context.lineTo(width, Math.round(scale.y(v)) + 0.5); });
  context.stroke();
  context.globalAlpha = 1;
  return { across, upward };
}

// The numbers along the edges, over the points, on a ground of their own.
export function paintNumbersOfGrid(context, scale, { across, upward }, { colours, width, height }) {
  Object.assign(context, { fillStyle: colours.faint, strokeStyle: colours.ground, lineWidth: 4, lineJoin: "round" });
  const write = (words, x, y) => { context.strokeText(words, x, y); context.fillText(words, x, y); };
  Object.assign(context, { textAlign: "center", textBaseline: "bottom" });
  across.filter((u) => scale.x(u) > 56 && scale.x(u) < width - 20).forEach((u) => write(number(u), scale.x(u), height - 3));
  Object.assign(context, { textAlign: "left", textBaseline: "middle" });
  upward.filter((v) => scale.y(v) > 10 && scale.y(v) < height - 24).forEach((v) => write(number(v), 4, scale.y(v)));
}
