// The axes of the four pictures of bars, and the mark of the filtration value on them.
import { evenTicks } from "./shared/ticks.js";
import { number } from "./shared/frame.js";

export const MARGIN = { left: 44, right: 16, top: 10, bottom: 30 };

export function makeScale([low, high], length, start, flip = false, pad = 0.04) {
  const span = high > low ? high - low : 1, from = low - pad * span, to = high + 0.08 * span;
  const at = (v) => start + (flip ? 1 - (v - from) / (to - from) : (v - from) / (to - from)) * length;
  at.invert = (p) => from + (flip ? 1 - (p - start) / length : (p - start) / length) * (to - from);
  at.end = to;
  return at;
}

export function line(context, ax, ay, bx, by) {
  context.beginPath();
  context.moveTo(ax, ay);
  context.lineTo(bx, by);
  context.stroke();
}

export function paintBarAxes(context, plan, { colours, width, height }) {
  const floor = height - MARGIN.bottom;
  context.strokeStyle = colours.line;
  context.fillStyle = colours.faint;
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const t of evenTicks(...plan.range)) {
    const x = Math.round(plan.x(t)) + 0.5;
    line(context, x, MARGIN.top, x, floor);
    context.fillText(number(t), x, floor + 4);
  }
  context.fillText(plan.words[0], width / 2, floor + 17);
  if (plan.y) paintHeights(context, plan, { colours, width, height });
}

function paintHeights(context, plan, { width, height }) {
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const v of evenTicks(...plan.heights).filter((tick) => !plan.whole || Number.isInteger(tick))) {
    const y = Math.round(plan.y(v)) + 0.5;
    line(context, MARGIN.left, y, width - MARGIN.right, y);
    context.fillText(number(v), MARGIN.left - 4, y);
  }
  context.save();
  context.translate(2, (height - MARGIN.bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.fillText(plan.words[1], 0, 0);
  context.restore();
}

export function paintThreshold(context, plan, { threshold, colours, height, width, mode }) {
  const x = plan.x(threshold);
  context.strokeStyle = context.fillStyle = colours.ink;
  context.setLineDash([4, 3]);
  line(context, x, MARGIN.top, x, height - MARGIN.bottom + 4);
  if (mode === "diagram") line(context, MARGIN.left, plan.y(threshold), width - MARGIN.right, plan.y(threshold));
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(x, height - MARGIN.bottom);
  context.lineTo(x - 5, height - MARGIN.bottom + 8);
  context.lineTo(x + 5, height - MARGIN.bottom + 8);
  context.fill();
}
