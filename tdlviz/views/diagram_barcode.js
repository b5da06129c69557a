// The barcode: a row a bar.
import { MARGIN } from "./diagram_axes.js";
import { barHue, paintBar, outline, arrow } from "./diagram_shapes.js";

const ROW = 3;

export function layOutBarcode(bars, h) {
  const rows = bars.rows(Math.max(1, Math.floor(h / ROW)));
  return { rows, step: Math.min(16, h / Math.max(rows.length, 1)), words: ["filtration"] };
}

export function paintBarcode(context, bars, { x, rows, step }, { lit, hover, theme, width, colours }) {
  const thick = Math.max(1, Math.min(9, step * 0.62)), dim = lit.size > 0;
  const reach = (t) => (t === Infinity ? width - MARGIN.right : x(t));
  context.textAlign = "right";
  context.textBaseline = "middle";
  let last = null, free = 0;
  rows.forEach((bar, row) => {
    const y = MARGIN.top + (row + 0.5) * step, ends = [x(bars.birth[bar]), reach(bars.death[bar])];
    const a = Math.min(...ends), b = Math.max(...ends, a + 1), strong = lit.has(bar) || hover.has(bar);
    if (strong) outline(context, a - 3, y - Math.max(thick, 5) / 2 - 2, b - a + 6, Math.max(thick, 5) + 4, lit.has(bar), colours);
    context.globalAlpha = dim && !strong ? 0.35 : 1;
    const hue = barHue(bars.dim[bar], theme), backwards = bars.isBackwards(bar);
    paintBar(context, a, y, b - a, thick, { hue, ground: colours.ground, hollow: bars.isHollow(bar), striped: backwards });
    context.fillStyle = hue;
    if (bars.death[bar] === Infinity) arrow(context, b, y, Math.max(thick, 4));
    if (backwards) arrow(context, a, y, -Math.max(thick * 0.7, 3));
    context.globalAlpha = 1;
    const group = `H${bars.dim[bar]}${bars.isSecond(bar) ? "′" : ""}`, at = Math.max(y, MARGIN.top + 6);
    if (group !== last && at >= free) {
      context.fillText(group, MARGIN.left - 8, at);
      free = at + 12;
    }
    last = group;
  });
}

// Rows may be 3 pixels high: the nearest one, within 6 pixels, whose bar reaches the pointer.
export function barInRows(bars, { rows, step, x: scale }, x, y) {
  const row = (y - MARGIN.top) / step - 0.5, reach = Math.max(0.5, 6 / step);
  let best = -1, least = reach;
  for (let r = Math.max(0, Math.ceil(row - reach)); r <= Math.min(rows.length - 1, row + reach); r++) {
    const [b, d] = [bars.birth[rows[r]], bars.death[rows[r]]];
    const inside = x >= scale(Math.min(b, d)) - 6 && x <= scale(Math.max(b, d)) + 6;
    if (inside && Math.abs(r - row) <= least) [best, least] = [rows[r], Math.abs(r - row)];
  }
  return best;
}
