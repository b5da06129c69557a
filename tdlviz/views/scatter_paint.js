// Points of a plane on canvas 2-D: shapes where they are few, squares of pixels where they are many.
import { number } from "./shared/frame.js";
import { colourTable, labelTable } from "./shared/colours.js";
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

export function paintPoints(context, frame, screen, look) {
  context.globalAlpha = look.faint ? 0.3 : 0.9;
  if (frame.cells.length > MANY) {
    context.drawImage(squares(frame, screen, look), 0, 0, look.width, look.height);
  } else {
    for (let row = 0; row < frame.cells.length; row++) {
      const { hue, mark } = styleOfRow(frame, row, look.colours);
      context.fillStyle = hue;
      if (!Number.isNaN(screen[2 * row])) paintMark(context, mark, screen[2 * row], screen[2 * row + 1], radiusOf(frame, row));
    }
  }
  context.globalAlpha = 1;
}

// Written straight into the pixels, which is many times quicker than to fill them one by one.
function squares(frame, screen, { colours, width, height, ratio }) {
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  const context = canvas.getContext("2d", { willReadFrequently: true }), image = context.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(image.data.buffer), [table, missing] = tablesOf(frame, colours);
  for (let row = 0; row < frame.cells.length; row++) {
    const code = frame.color ? frame.color[row] : 0, shade = code < 0 ? missing : table[Math.round(code * 255)];
    const side = Math.max(2, Math.round(2 * radiusOf(frame, row) * ratio));
    const left = Math.round(screen[2 * row] * ratio - side / 2), top = Math.round(screen[2 * row + 1] * ratio - side / 2);
    for (let y = Math.max(0, top); y < Math.min(canvas.height, top + side); y++) {
      for (let x = Math.max(0, left); x < Math.min(canvas.width, left + side); x++) pixels[y * canvas.width + x] = shade;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

// 256 colours as pixels, and that of what is missing.
function tablesOf({ color, values }, colours) {
  const words = (bytes) => new Uint32Array(bytes.buffer), [missing] = words(labelTable([colours.missing]));
  if (!color) return [words(labelTable([colours.vertex])), missing];
  return [values.color.kind === "label" ? words(labelTable(PALETTE.okabeIto)) : words(VIRIDIS), missing];
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
