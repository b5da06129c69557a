// A matrix on canvas 2-D: squares, their numbers, the names at its sides, and what is lit in it.
import { paintHeat } from "./shared/heat.js";

const SPELLED = 34, FONT = "11px system-ui, sans-serif", STRIP = 5;

// The part of an image (a pixel an entry) that the window shows, with the numbers in large squares.
export function paintSquares(context, image, grid, ratio, ground) {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = ground;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  if (!grid.rows || !grid.columns) return;
  const { x, y, left, top, width, height, wide, high } = grid;
  paintHeat(context, image, [x, y, width / wide, height / high], [left, top, width, height]);
}

// Whether there is room for a number in each square.
export const spelled = (grid) => grid.wide >= SPELLED && grid.high >= 14;

export function paintNumbers(context, grid, numbers, table) {
  if (!spelled(grid)) return;
  const { row, column, rows, columns } = grid.seen;
  Object.assign(context, { font: FONT, textAlign: "center", textBaseline: "middle" });
  context.save();
  clipTo(context, grid);
  for (let r = row; r < row + rows; r++) {
    for (let c = column; c < column + columns; c++) {
      const text = numbers.text(r, c);
      context.fillStyle = inkOn(table[numbers.code(r, c)]);
      if (text !== "missing") context.fillText(fitted(context, text, grid.wide - 4), grid.across(c + 0.5), grid.down(r + 0.5));
    }
  }
  context.restore();
}

// A number cut to fewer digits where it is wider than its square, and … where none of them fits.
function fitted(context, text, room) {
  if (context.measureText(text).width <= room) return text;
  const mark = text.startsWith("≈") ? "≈" : "", value = +text.slice(mark.length);
  const shorter = [3, 2, 1].map((digits) => mark + String(+value.toPrecision(digits))).find((t) => context.measureText(t).width <= room);
  return shorter ?? "…";
}

// Dark or light, whichever stands out from a pixel.
function inkOn(pixel) {
  const [r, g, b] = [0, 8, 16].map((shift) => (((pixel >> shift) & 255) / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.2 ? "#10141C" : "#FFFFFF";
}

function clipTo(context, { left, top, width, height }) {
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
}

// How much room the names of rows and of columns need at the left and at the top.
export function margins(context, labels, shape, width, height) {
  context.font = FONT;
  const longest = (names) => names.reduce((most, name) => Math.max(most, context.measureText(name).width), 0);
  const left = Math.ceil(Math.min(width / 4, longest(labels.samples[0]) + 14));
  // Names of columns stand upright where they would not fit above squares as wide as these are high.
  const turned = labels.named[1] && longest(labels.samples[1]) > Math.min((width - left) / shape[1], (height - 32) / shape[0]) - 4;
  return {
    left,
    top: turned ? Math.ceil(Math.min(height / 4, longest(labels.samples[1]) + 14)) : 24,
  };
}

export function paintLabels(context, grid, labels, colours) {
  const { row, column, rows, columns } = grid.seen, [down, across] = labels.of, turned = labels.named[1];
  Object.assign(context, { font: FONT, fillStyle: colours.faint, textBaseline: "middle", textAlign: "right" });
  for (const r of shown(row, rows, everyth(13 / grid.high), grid, grid.down.bind(grid), grid.top, grid.height)) {
    context.fillText(shortened(context, down(r), grid.box.left - 12), grid.left - 9, grid.down(r + 0.5));
  }
  const widest = turned ? 13 : context.measureText(across(column + columns - 1) + "00").width;
  for (const c of shown(column, columns, everyth(widest / grid.wide), grid, grid.across.bind(grid), grid.left, grid.width)) {
    const text = shortened(context, across(c), turned ? grid.box.top - 12 : Infinity);
    context.save();
    context.translate(grid.across(c + 0.5), grid.top - 9);
    if (turned && context.measureText(text).width > grid.wide - 4) {
      context.rotate(-Math.PI / 2);
      context.textAlign = "left";
    } else {
      context.textAlign = "center";
      context.translate(0, -4);
    }
    context.fillText(text, 0, 0);
    context.restore();
  }
}

// 1, 2, 5, 10, 20 …: the least of them that leaves room for a label.
function everyth(least) {
  for (let power = 1; ; power *= 10) for (const m of [1, 2, 5]) if (m * power >= least) return m * power;
}

// Every `step`-th place whose middle is in view.
function* shown(first, count, step, grid, place, start, length) {
  for (let i = Math.ceil(first / step) * step; i < first + count; i += step) {
    const middle = place(i + 0.5);
    if (middle >= start && middle <= start + length) yield i;
  }
}

function shortened(context, text, room) {
  if (context.measureText(text).width <= room) return text;
  let end = text.length - 1;
  while (end > 0 && context.measureText(`${text.slice(0, end)}…`).width > room) end--;
  return `${text.slice(0, end)}…`;
}

// Rows and columns that are lit: a strip at the side in the hue of the role, and lines along the band.
export function paintBands(context, grid, { rows, columns }, colours) {
  context.save();
  context.beginPath();
  context.rect(grid.left - STRIP - 2, grid.top - STRIP - 2, grid.width + STRIP + 2, grid.height + STRIP + 2);
  context.clip();
  for (const [place, colour] of rows) {
    const y = grid.down(place), high = Math.max(1.5, grid.high);
    if (y + high <= grid.top || y >= grid.top + grid.height) continue;
    band(context, [grid.left - STRIP - 1, y, STRIP, high], [grid.left, y, grid.width, high], colour, colours);
  }
  for (const [place, colour] of columns) {
    const x = grid.across(place), wide = Math.max(1.5, grid.wide);
    if (x + wide <= grid.left || x >= grid.left + grid.width) continue;
    band(context, [x, grid.top - STRIP - 1, wide, STRIP], [x, grid.top, wide, grid.height], colour, colours);
  }
  context.restore();
}

function band(context, strip, [x, y, w, h], colour, { ink }) {
  context.fillStyle = colour;
  context.fillRect(...strip);
  context.globalAlpha = 0.22;
  context.fillRect(x, y, w, h);
  context.globalAlpha = 0.85;
  Object.assign(context, { strokeStyle: ink, lineWidth: 1 });
  if (Math.min(w, h) > 4) context.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
  context.globalAlpha = 1;
}

// The square that the reader stands on, or points at: light and dark lines, seen on every colour.
export function paintCursor(context, grid, [row, column], thick) {
  const [x, y, w, h] = [grid.across(column), grid.down(row), Math.max(grid.wide, 5), Math.max(grid.high, 5)];
  context.save();
  clipTo(context, { left: grid.left - 4, top: grid.top - 4, width: grid.width + 8, height: grid.height + 8 });
  for (const [colour, width] of [["#FFFFFF", thick + 2], ["#10141C", thick]]) {
    Object.assign(context, { strokeStyle: colour, lineWidth: width });
    context.strokeRect(x, y, w, h);
  }
  context.restore();
}
