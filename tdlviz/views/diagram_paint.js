// Barcode and persistence diagram of the same bars on one canvas 2-D.
import { number } from "./shared/frame.js";

export const MARGIN = { left: 40, right: 16, top: 8, bottom: 30 };
const ROW = 3;

export function makeScale([low, high], length, start, flip = false) {
  const span = high > low ? high - low : 1, from = low - 0.04 * span, to = high + 0.08 * span;
  const at = (v) => start + (flip ? 1 - (v - from) / (to - from) : (v - from) / (to - from)) * length;
  at.invert = (p) => from + (flip ? 1 - (p - start) / length : (p - start) / length) * (to - from);
  at.end = to;
  return at;
}

export function ticks(low, high) {
  const raw = (high - low) / 5 || 1, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw), out = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) out.push(i * step);
  return out;
}

export function layOut(bars, mode, width, height) {
  const [w, h] = [width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom];
  const x = makeScale(bars.values.range, w, MARGIN.left);
  if (mode === "diagram") return { x, y: makeScale(bars.values.range, h, MARGIN.top, true), w, h };
  const rows = bars.rows(Math.max(1, Math.floor(h / ROW))), step = Math.min(16, h / Math.max(rows.length, 1));
  return { x, rows, step, w, h };
}

export function paintBars(context, bars, plan, look) {
  const { width, height, ratio, colours, threshold, mode } = look;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, width, height);
  context.font = "11px system-ui, sans-serif";
  paintAxes(context, bars, plan, look);
  if (mode === "diagram") paintDiagram(context, bars, plan, look);
  else paintBarcode(context, bars, plan, look);
  if (threshold <= plan.x.end) paintThreshold(context, plan, look);
}

function paintAxes(context, bars, plan, { colours, mode, width, height }) {
  const [low, high] = bars.values.range, floor = height - MARGIN.bottom;
  context.strokeStyle = colours.line;
  context.fillStyle = colours.faint;
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const t of ticks(low, high)) {
    const x = Math.round(plan.x(t)) + 0.5;
    line(context, x, MARGIN.top, x, floor);
    context.fillText(number(t), x, floor + 4);
    if (mode !== "diagram") continue;
    const y = Math.round(plan.y(t)) + 0.5;
    line(context, MARGIN.left, y, width - MARGIN.right, y);
    context.textAlign = "right";
    context.fillText(number(t), MARGIN.left - 4, y - 6);
    context.textAlign = "center";
  }
  context.fillText(mode === "diagram" ? "birth" : "filtration", width / 2, floor + 17);
  if (mode !== "diagram") return;
  context.strokeStyle = colours.faint;
  line(context, plan.x(low), plan.y(low), plan.x(plan.x.end), plan.y(plan.x.end));
  context.setLineDash([1, 3]);
  line(context, MARGIN.left, MARGIN.top + 4, width - MARGIN.right, MARGIN.top + 4);
  context.setLineDash([]);
  context.fillText("∞", MARGIN.left - 10, MARGIN.top - 4);
  context.save();
  context.translate(2, height / 2);
  context.rotate(-Math.PI / 2);
  context.fillText("death", 0, 0);
  context.restore();
}

const hue = (bars, bar, theme) => PALETTE.dimensions[theme][bars.dim[bar] % 4];

function paintBarcode(context, bars, { x, rows, step }, { lit, hover, theme, width, colours }) {
  const thick = Math.max(1, Math.min(9, step * 0.62)), dim = lit.size > 0;
  context.textAlign = "right";
  context.textBaseline = "middle";
  let last = null;
  rows.forEach((bar, row) => {
    const y = MARGIN.top + (row + 0.5) * step, a = x(bars.birth[bar]);
    const b = bars.death[bar] === Infinity ? width - MARGIN.right : Math.max(x(bars.death[bar]), a + 1);
    const strong = lit.has(bar) || hover.has(bar);
    if (strong) outline(context, a - 3, y - Math.max(thick, 5) / 2 - 2, b - a + 6, Math.max(thick, 5) + 4, lit.has(bar), colours);
    context.globalAlpha = dim && !strong ? 0.35 : 1;
    context.fillStyle = hue(bars, bar, theme);
    context.fillRect(a, y - thick / 2, b - a, thick);
    if (bars.death[bar] === Infinity) arrow(context, b, y, Math.max(thick, 4));
    context.globalAlpha = 1;
    if (bars.dim[bar] !== last) context.fillText(`H${(last = bars.dim[bar])}`, MARGIN.left - 8, Math.max(y, MARGIN.top + 6));
  });
}

function paintDiagram(context, bars, plan, { lit, hover, theme, colours }) {
  const small = bars.count > 5000 ? 1.2 : 3.5, dim = lit.size > 0;
  const place = (bar) => [plan.x(bars.birth[bar]), bars.death[bar] === Infinity ? MARGIN.top + 4 : plan.y(bars.death[bar])];
  for (let bar = 0; bar < bars.count; bar++) {
    context.globalAlpha = dim ? 0.35 : bars.count > 5000 ? 0.5 : 0.85;
    context.fillStyle = hue(bars, bar, theme);
    shape(context, bars.dim[bar], ...place(bar), small);
  }
  context.globalAlpha = 1;
  for (const bar of new Set([...hover, ...lit])) {
    const [x, y] = place(bar);
    outline(context, x - 8, y - 8, 16, 16, lit.has(bar), colours);
    context.fillStyle = hue(bars, bar, theme);
    shape(context, bars.dim[bar], x, y, 5);
  }
}

// A shape for each dimension beside its hue: disc, square, triangle, diamond.
function shape(context, dim, x, y, r) {
  context.beginPath();
  if (dim === 0) context.arc(x, y, r, 0, 7);
  else if (dim === 1) context.rect(x - r, y - r, 2 * r, 2 * r);
  else {
    const turns = dim === 2 ? 3 : 4;
    for (let k = 0; k < turns; k++) {
      const angle = -Math.PI / 2 + (2 * Math.PI * k) / turns;
      context.lineTo(x + 1.3 * r * Math.cos(angle), y + 1.3 * r * Math.sin(angle));
    }
  }
  context.fill();
}

function paintThreshold(context, plan, { threshold, colours, height, width, mode }) {
  const x = plan.x(threshold);
  context.strokeStyle = colours.ink;
  context.setLineDash([4, 3]);
  line(context, x, MARGIN.top, x, height - MARGIN.bottom + 4);
  if (mode === "diagram") line(context, MARGIN.left, plan.y(threshold), width - MARGIN.right, plan.y(threshold));
  context.setLineDash([]);
  context.fillStyle = colours.ink;
  context.beginPath();
  context.moveTo(x, height - MARGIN.bottom);
  context.lineTo(x - 5, height - MARGIN.bottom + 8);
  context.lineTo(x + 5, height - MARGIN.bottom + 8);
  context.fill();
}

function outline(context, x, y, w, h, chosen, colours) {
  context.strokeStyle = chosen ? colours.ink : colours.faint;
  context.lineWidth = chosen ? 2 : 1;
  context.strokeRect(x, y, w, h);
  context.lineWidth = 1;
}

function arrow(context, x, y, size) {
  context.beginPath();
  context.moveTo(x + size, y);
  context.lineTo(x - 1, y - size);
  context.lineTo(x - 1, y + size);
  context.fill();
}

function line(context, ax, ay, bx, by) {
  context.beginPath();
  context.moveTo(ax, ay);
  context.lineTo(bx, by);
  context.stroke();
}

// The bar under a point of the stage, or -1.
export function barAt(bars, plan, mode, x, y) {
  if (mode === "barcode") return barInRows(bars, plan, x, y);
  let best = -1, least = 10;
  for (let bar = 0; bar < bars.count; bar++) {
    const py = bars.death[bar] === Infinity ? MARGIN.top + 4 : plan.y(bars.death[bar]);
    const gap = Math.hypot(plan.x(bars.birth[bar]) - x, py - y);
    if (gap < least) [best, least] = [bar, gap];
  }
  return best;
}

// Rows may be 3 pixels high: the nearest one, within 6 pixels, whose bar reaches the pointer.
function barInRows(bars, { rows, step, x: scale }, x, y) {
  const row = (y - MARGIN.top) / step - 0.5, reach = Math.max(0.5, 6 / step);
  let best = -1, least = reach;
  for (let r = Math.max(0, Math.ceil(row - reach)); r <= Math.min(rows.length - 1, row + reach); r++) {
    const inside = x >= scale(bars.birth[rows[r]]) - 6 && x <= scale(bars.death[rows[r]]) + 6;
    if (inside && Math.abs(r - row) <= least) [best, least] = [rows[r], Math.abs(r - row)];
  }
  return best;
}
