// The picture of the bars in one of four modes on one canvas 2-D.
import { MARGIN, makeScale, paintBarAxes, paintThreshold } from "./diagram_axes.js";
import { layOutBarcode, paintBarcode, barInRows } from "./diagram_barcode.js";
import { layOutPoints, paintPoints, barAtPoint } from "./diagram_points.js";
import { layOutLines, paintLines } from "./diagram_lines.js";

export const MODES = ["barcode", "diagram", "curves", "landscape"];

export function layOut(bars, mode, width, height) {
  const [w, h] = [width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom], { range } = bars.values;
  const x = makeScale(range, w, MARGIN.left), pixel = x.invert(1) - x.invert(0);
  const own = mode === "barcode" ? layOutBarcode(bars, h) : mode === "diagram" ? layOutPoints(bars, h) : layOutLines(bars, mode, h);
  const thin = bars.visible.reduce((count, bar) => count + (bars.length[bar] < pixel), 0);
  return { x, range, thin, ...own };
}

export function paintBars(context, bars, plan, look) {
  const { width, height, ratio, colours, threshold, mode } = look;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, width, height);
  context.font = "11px system-ui, sans-serif";
  paintBarAxes(context, plan, look);
  if (mode === "diagram") paintPoints(context, bars, plan, look);
  else if (mode === "barcode") paintBarcode(context, bars, plan, look);
  else paintLines(context, plan, look);
  if (threshold <= plan.x.end) paintThreshold(context, plan, look);
}

// The bar under a point of the stage, or -1.
export function barAt(bars, plan, mode, x, y) {
  if (mode === "barcode") return barInRows(bars, plan, x, y);
  return mode === "diagram" ? barAtPoint(bars, plan, x, y) : -1;
}
