// What a complex says of itself: in its head, in its note and beside the pointer.
import { number, plural } from "./shared/frame.js";
import { countUpTo } from "./shared/sorted.js";
import { flowWords, FAINT, MOST_ARROWS } from "./complex_arrows.js";

// How many cells of each rank there are at a value of the filtration.
export function countShown({ values, sorted }, threshold) {
  return values.counts.map((n, rank) => (sorted[rank] ? countUpTo(sorted[rank], threshold) : n));
}

// A cell, when it enters, and what colours, lifts and crosses it.
export function cellWords({ rank, cell }, geometry, channels) {
  const { colour, heights, flow } = channels.values, birth = geometry[`birth${rank}`];
  const name = rank === 0 && geometry.values.labels ? `: ${geometry.values.labels[cell]}` : "";
  const lines = [geometry.guise.name(rank, cell) + name];
  const scaled = (meaning, x) => `${meaning.name} ${x < 0 ? "missing" : number(meaning.low + x * (meaning.high - meaning.low))}`;
  if (birth) lines.push(`enters at ${number(birth[cell])}`);
  if (colour?.rank === rank && colour.kind !== "label") lines.push(scaled(colour, channels.colour[cell]));
  if (heights && rank === 0) lines.push(scaled(heights, channels.heights[cell]));
  if (flow && rank === 1) lines.push(flowWords(flow, geometry.edges, channels.flow, cell));
  return lines.join("\n");
}

// What arrows, heights and sizes mean, and how many cells have none.
export function channelWords({ flow, heights, size }) {
  const missing = (meaning) => (meaning.missing ? `, ${meaning.missing.toLocaleString("en")} missing` : "");
  return [
    flow && `➝ ${flow.name}, up to ${number(flow.most)}${missing(flow)}`,
    heights && `↑ ${heights.name}, ${number(heights.low)} to ${number(heights.high)}${missing(heights)}`,
    size?.missing && `● ${size.name}${missing(size)}`,
  ].filter(Boolean);
}

// What the picture leaves out, and why.
export function leftOutWords({ hidden, faces, arrows, faint, unnamed }) {
  const all = (n) => n.toLocaleString("en");
  return [
    hidden && `Drawn: ${plural(faces - hidden, "faces")} of ${all(faces)}; the others lie too deep to be told apart.`,
    arrows && `Arrows: the ${all(MOST_ARROWS)} strongest of ${all(MOST_ARROWS + arrows)}.`,
    faint && `${plural(faint, "weights")} under ${100 * FAINT} % of the largest without an arrow.`,
    unnamed && `${plural(unnamed, "labels")} without room; zoom in for more.`,
  ].filter(Boolean);
}
