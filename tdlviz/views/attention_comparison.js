// Heads compared: with one other head, with the same head at another step, or with that of another run.
import { Attention, Sheet } from "./attention_grid.js";
import { headName } from "./attention_words.js";

// What there is to compare with, as [key, words].
export function choicesOf(attention, opened, steps, current) {
  const other = attention.geometry.values.against ? [["other", "the other, same head"]] : [];
  const heads = attention.places.map((at) => [`head ${at.layer} ${at.head}`, headName(at)]);
  const earlier = steps.filter((step) => step !== current).map((step) => [`step ${step}`, `step ${step}`]);
  return [...other, ...heads.filter(([key]) => key !== `head ${opened.layer} ${opened.head}`), ...earlier];
}

export class Comparison {
  // choice: a key of choicesOf. frameAt(step): the frame of a step.
  constructor(choice, attention, frameAt) {
    const [what, a, b] = choice.split(" ");
    Object.assign(this, { choice, attention, of: attention, fixed: null });
    if (what === "head") this.fixed = { layer: +a, head: +b };
    else this.of = what === "step" ? new Attention(frameAt(+a), attention.geometry) : new Attention(attention.frame, attention.geometry, "Other");
  }

  get name() {
    return this.fixed ? headName(this.fixed) : this.choice === "other" ? "the other" : this.choice;
  }

  // The weights that those of a head are compared with, of the triples of a first cell where first >= 0;
  // null where there is no such head.
  beside(at, first = -1) {
    const place = this.fixed ?? at;
    if (!this.of.has(place)) return null;
    return first >= 0 ? this.of.slice(place, first) : this.of.sheet(place);
  }

  // What a head has more than that; where every head is compared with its like, all are on one scale.
  difference(at, first = -1) {
    const here = first >= 0 ? this.attention.slice(at, first) : this.attention.sheet(at), there = this.beside(at, first);
    if (!there) return null;
    if (this.fixed || first >= 0) return sheetOf(gapsOf(here, there));
    this.sheets ??= this.everyHead();
    return this.sheets.get(`${at.layer} ${at.head}`) ?? null;
  }

  everyHead() {
    const both = this.attention.places.filter((at) => this.of.has(at));
    const gaps = both.map((at) => gapsOf(this.attention.sheet(at), this.of.sheet(at))), high = Math.max(...gaps.map((g) => g.high));
    return new Map(both.map(({ layer, head }, i) => [`${layer} ${head}`, sheetOf(gaps[i], high)]));
  }
}

// What a has more than b, pair by pair. A pair of only one of them is left out, and counted.
function gapsOf(a, b) {
  const kept = [], gaps = [];
  let high = 0;
  for (let e = 0; e < a.size; e++) {
    const other = b.at(a.row(e), a.column(e));
    if (other < 0) continue;
    const gap = a.value(e) - b.value(other);
    kept.push(a.row(e), a.column(e));
    gaps.push(gap);
    if (Math.abs(gap) > high) high = Math.abs(gap);
  }
  const alone = a.size + b.size - 2 * gaps.length, approximate = !(a.exact && b.exact);
  return { count: a.count, kept, gaps, high, alone, approximate };
}

// Differences on a scale that is even about 0.
function sheetOf({ count, kept, gaps, alone, approximate, high: own }, high = own) {
  const reach = high || 1, codes = Uint8Array.from(gaps, (gap) => (Number.isNaN(gap) ? 0 : Math.round(128 + (127 * gap) / reach)));
  const scale = { low: -reach, high: reach, signed: true, missing: gaps.filter(Number.isNaN).length };
  return new Sheet({ count, index: Int32Array.from(kept), stride: 2, from: 0, codes, weights: Float32Array.from(gaps), scale, alone, approximate });
}
