// In exact numbers, what a picture of bars leaves out or sums up.
import { plural } from "./shared/frame.js";
import { EXACT, SAMPLES } from "./diagram_landscape.js";

const counted = (n) => n.toLocaleString("en");

export function summaryOf(bars, plan, mode) {
  const shown = { barcode: ofRows, diagram: ofPoints, curves: ofCurves, landscape: ofLandscapes }[mode];
  return [...shown(bars, plan), ...ofHidden(bars), ...bars.values.remarks].filter(Boolean).join(" ");
}

function ofRows(bars, plan) {
  const all = bars.visible.length, rows = plan.rows.length;
  const cut = rows < all ? `Shown: the ${counted(rows)} longest of ${plural(all, "bars")}; ${counted(all - rows)} are not shown.` : "";
  return [cut, ...ofPoints(bars, plan)];
}

function ofPoints({ visible }, { thin }) {
  return [thin ? `${counted(thin)} of ${plural(visible.length, "bars")} ${thin === 1 ? "is" : "are"} under a pixel.` : ""];
}

function ofCurves(bars) {
  return [`Curves of ${plural(forwards(bars), "bars")}, exact.`, backwards(bars)];
}

function ofLandscapes(bars) {
  const [{ range }, series] = [bars.values, bars.series()];
  const sampled = series.filter((one) => one.bars.length > EXACT).reduce((sum, one) => sum + one.bars.length, 0);
  const exact = `λ1 to λ5 of ${plural(forwards(bars) - sampled, "bars")}, exact.`;
  const rough = sampled ? `λ1 to λ5 of ${plural(sampled, "bars")} at ${SAMPLES} values, straight between them.` : "";
  const endless = series.flatMap((one) => one.bars).filter((bar) => bars.death[bar] === Infinity).length;
  const cut = endless ? `${plural(endless, "endless bars")} cut at ${+range[1].toPrecision(4)}.` : "";
  return [forwards(bars) > sampled || !sampled ? exact : "", rough, cut, backwards(bars)];
}

const forwards = (bars) => bars.series().reduce((sum, one) => sum + one.bars.length, 0);

function backwards(bars) {
  const count = bars.visible.length - forwards(bars);
  return count ? `${plural(count, "bars")} that run backwards ${count === 1 ? "is" : "are"} not counted.` : "";
}

function ofHidden({ hidden, dim }) {
  return [...hidden].sort().map((own) => `H${own} is hidden (${plural(dim.reduce((sum, d) => sum + (d === own), 0), "bars")}).`);
}
