// The persistence diagram: a point a bar, and lines between the bars of two diagrams that match.
import { MARGIN, makeScale, line } from "./diagram_axes.js";
import { barHue, paintPoint, outline } from "./diagram_shapes.js";

const CROWD = 5000;

export function layOutPoints(bars, h) {
  const { range } = bars.values;
  return { y: makeScale(range, h, MARGIN.top, true), heights: range, words: ["birth", "death"] };
}

const pointOf = (bars, plan, bar) => [plan.x(bars.birth[bar]), bars.death[bar] === Infinity ? MARGIN.top + 4 : plan.y(bars.death[bar])];

export function paintPoints(context, bars, plan, look) {
  const { lit, hover, theme, colours } = look, many = bars.visible.length > CROWD;
  paintDiagonal(context, plan, look);
  paintMatching(context, bars, plan, look);
  const paint = (bar, size) => paintPoint(context, bars.dim[bar], ...pointOf(bars, plan, bar), size,
    { hue: barHue(bars.dim[bar], theme), ground: colours.ground, hollow: bars.isHollow(bar) && size > 2, striped: bars.isBackwards(bar) && size > 2 });
  context.globalAlpha = lit.size ? 0.35 : many ? 0.5 : 0.85;
  for (const bar of bars.visible) paint(bar, many ? 1.2 : 3.5);
  context.globalAlpha = 1;
  for (const bar of new Set([...hover, ...lit])) {
    const [x, y] = pointOf(bars, plan, bar);
    outline(context, x - 8, y - 8, 16, 16, lit.has(bar), colours);
    paint(bar, 5);
  }
}

function paintDiagonal(context, plan, { colours, width }) {
  const [low] = plan.range;
  context.strokeStyle = context.fillStyle = colours.faint;
  line(context, plan.x(low), plan.y(low), plan.x(plan.x.end), plan.y(plan.x.end));
  context.setLineDash([1, 3]);
  line(context, MARGIN.left, MARGIN.top + 4, width - MARGIN.right, MARGIN.top + 4);
  context.setLineDash([]);
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillText("∞", MARGIN.left - 4, MARGIN.top + 4);
}

function paintMatching(context, bars, plan, { colours, lit }) {
  context.strokeStyle = colours.ink;
  for (const bar of bars.visible) {
    const other = bars.partner[bar];
    if (other < -1 || (bars.isSecond(bar) && other >= 0) || (other === -1 && bars.death[bar] === Infinity)) continue;
    const middle = (bars.birth[bar] + bars.death[bar]) / 2;
    const end = other >= 0 ? pointOf(bars, plan, other) : [plan.x(middle), plan.y(middle)];
    const widest = bars.values.widest.some(([a, b]) => (bars.isSecond(bar) ? a < 0 && b === bar : a === bar));
    context.globalAlpha = lit.size && !lit.has(bar) ? 0.25 : widest ? 1 : 0.6;
    context.lineWidth = widest ? 3 : 1;
    line(context, ...pointOf(bars, plan, bar), ...end);
  }
  context.globalAlpha = context.lineWidth = 1;
}

export function barAtPoint(bars, plan, x, y) {
  let best = -1, least = 10;
  for (const bar of bars.visible) {
    const [px, py] = pointOf(bars, plan, bar), gap = Math.hypot(px - x, py - y);
    if (gap < least) [best, least] = [bar, gap];
  }
  return best;
}
