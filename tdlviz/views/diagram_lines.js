// Betti curves and landscapes: lines over the filtration, dashed for a second diagram.
import { number } from "./shared/frame.js";
import { MARGIN, makeScale } from "./diagram_axes.js";
import { barHue } from "./diagram_shapes.js";
import { bettiSteps } from "./diagram_curves.js";
import { landscapes, heightAt } from "./diagram_landscape.js";

export function layOutLines(bars, mode, h) {
  const { range } = bars.values, curves = mode === "curves";
  const lines = bars.series().flatMap((one) => (curves ? [{ ...one, level: 0, corners: stairs(bettiSteps(one)) }]
    : landscapes(one.bars, bars.birth, bars.death, range).map((corners, level) => ({ ...one, level, corners }))));
  const top = lines.reduce((most, { corners }) => corners.reduce((high, [, y]) => Math.max(high, y), most), 0) || 1;
  const words = ["filtration", curves ? "Betti number" : "landscape"];
  return { lines, y: makeScale([0, top], h, MARGIN.top, true, 0), heights: [0, top], whole: curves, words };
}

function stairs(corners) {
  let last = 0;
  return corners.flatMap(([t, y]) => [[t, last], [t, (last = y)]]);
}

export function paintLines(context, plan, { theme, width, mode }) {
  for (const { dim, second, level, corners } of plan.lines) {
    context.strokeStyle = barHue(dim, theme);
    context.lineWidth = (mode === "curves" ? 1.5 + 0.5 * (dim % 4) : 2.6) - 0.45 * level;
    context.setLineDash(second ? [6, 4] : []);
    context.beginPath();
    for (const [t, y] of corners) context.lineTo(plan.x(t), plan.y(y));
    if (mode === "curves" && corners.length) context.lineTo(width - MARGIN.right, plan.y(corners[corners.length - 1][1]));
    context.stroke();
  }
  context.setLineDash([]);
  context.lineWidth = 1;
}

// What the lines are at t: in words, a line for each dimension, and as numbers.
export function valuesAt(bars, plan, mode, t) {
  const heights = (one) => plan.lines.filter(({ dim, second }) => dim === one.dim && second === one.second)
    .map(({ corners }) => heightAt(corners, t));
  const told = bars.series().map((one) => {
    const numbers = mode === "landscape" ? heights(one) : [one.alive(t)];
    return { dim: one.dim, second: one.second, numbers };
  });
  return { numbers: told, text: (mode === "landscape" ? heightWords : bettiWords)(told) };
}

const bettiWords = (told) => told.map(({ dim, second, numbers }) => `β${dim}${second ? "′" : ""} = ${numbers[0].toLocaleString("en")}`).join(", ");

const heightWords = (told) => told.map(({ dim, second, numbers }) => {
  const high = numbers.filter((height, level) => height > 0 || level === 0);
  return `H${dim}${second ? "′" : ""}: ${high.map((height, level) => `λ${level + 1} = ${number(height)}`).join(", ") || "λ1 = 0"}`;
}).join("; ");
