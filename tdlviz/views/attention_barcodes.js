// The bars of every head of one frame, and the cycles behind them that the page knows.
import { unpack } from "./shared/unpack.js";
import { plural } from "./shared/frame.js";
import { Bars } from "./diagram_bars.js";
import { barWords } from "./diagram_words.js";

const NO_CYCLES = new DataView(new ArrayBuffer(0));

export class Barcodes {
  constructor(frame) {
    Object.assign(this, { frame, known: new Map(), ...frame.values.bars });
  }

  // The bars of a head, in the form in which diagrams are drawn.
  of(at) {
    const name = `${at.layer} ${at.head}`;
    if (!this.known.has(name)) this.known.set(name, this.read(at));
    return this.known.get(name);
  }

  read({ layer, head }) {
    const { frame, dims, range } = this, part = (name) => frame[`bar${name}${layer}`], places = part("Place") ?? [];
    const rows = Array.from({ length: places.length / 2 }, (_, row) => row).filter((row) => places[2 * row] === head);
    const of = (Type, read) => Type.from(rows, read), cells = part("Cells"), dim = of(Int32Array, (row) => places[2 * row + 1]);
    const values = { step: frame.values.step, range, dims, ranks: dims, names: dims.map((d) => `H${d}`), firsts: dims.length, classes: [], starts: dims.map((d) => Math.max(0, dim.indexOf(d))) };
    return new Bars({
      dim, values, birth: of(Float32Array, (row) => part("Birth")[row]), death: of(Float32Array, (row) => part("Death")[row]),
      birthCell: of(Int32Array, (row) => cells[2 * row]), deathCell: of(Int32Array, (row) => cells[2 * row + 1]),
      place: dim.map((d) => dims.indexOf(d)), style: new Uint8Array(rows.length), partner: new Int32Array(rows.length).fill(-2),
    }, NO_CYCLES, false);
  }

  // What a bar is called from step to step: its layer, head and dimension and its cells.
  key({ layer, head }, bar) {
    const bars = this.of({ layer, head });
    return [layer, head, bars.dim[bar], bars.birthCell[bar], bars.deathCell[bar]];
  }

  find(at, key) {
    const bars = this.of(at);
    return key ? Array.from({ length: bars.count }, (_, bar) => bar).find((bar) => this.key(at, bar).join() === key.join()) ?? -1 : -1;
  }

  words(at) {
    const bars = this.of(at), count = (d) => bars.dim.reduce((sum, own) => sum + (own === d), 0);
    return this.dims.map((d) => `${plural(count(d), "bars")} of H${d}`).join(", ");
  }
}

// What Python says of bars: the attending cells of what begins and ends them, and of their cycles.
export class Cycles {
  constructor(payload) {
    const all = unpack(payload), { bars = [], values } = all;
    Object.assign(this, { step: values.step, all, known: new Map(), lost: new Set((values.lost ?? []).map(String)) });
    for (let row = 0; row < bars.length / 5; row++) this.known.set(bars.subarray(5 * row, 5 * row + 5).join(), row);
  }

  // { birth, death, cycle } of a bar at a step, each a list of attending cells; undefined for none.
  of(key, step) {
    const row = this.step === step ? this.known.get(key.join()) : undefined;
    if (row === undefined) return undefined;
    const part = (name) => Array.from(this.all[name].subarray(this.all[`${name}Offsets`][row], this.all[`${name}Offsets`][row + 1]));
    return { birth: part("birth"), death: part("death"), cycle: part("cycle") };
  }

  isLost(key, step) { return this.step === step && this.lost.has(key.join()); }
}

// The sides of a cycle of edges as pairs, and its cells in the order of a walk along it where it is one loop.
export const pairsOf = (cycle) => Array.from({ length: cycle.length / 2 }, (_, i) => [cycle[2 * i], cycle[2 * i + 1]]);

export function walkOf(cycle, dim) {
  if (dim !== 1) return [...new Set(cycle)];
  const left = pairsOf(cycle), walk = left.length ? [...left.shift()] : [];
  for (let next; left.length && (next = left.findIndex((pair) => pair.includes(walk[walk.length - 1]))) >= 0;) {
    const [a, b] = left.splice(next, 1)[0];
    walk.push(a === walk[walk.length - 1] ? b : a);
  }
  return left.length ? [...new Set(cycle)] : walk.slice(0, -1);
}

// What the linked views light up for a bar: its cycle on the attending cells, and on cells of the complex that these span.
export function cycleMarks({ birth, death, cycle }, dim, rank, sides, text) {
  const mark = (role, cells) => {
    const span = cells.length > 1 ? sides.find(cells) : -1;
    return span < 0 ? { role, rank, cells } : { role, rank: cells.length - 1, cells: [span] };
  };
  const rows = dim === 0 ? [] : Array.from({ length: cycle.length / (dim + 1) }, (_, i) => cycle.slice((dim + 1) * i, (dim + 1) * (i + 1)));
  const spans = rows.map((cells) => sides.find(cells)).filter((cell) => cell >= 0);
  const marks = [{ role: "cycle", rank, cells: [...new Set(cycle)], text }, mark("birth", birth)];
  if (spans.length) marks.push({ role: "cycle", rank: dim, cells: spans });
  return death.length ? [...marks, mark("death", death)] : marks;
}

// A bar in words; with the names of the cells that its cycle goes through where they are known.
export function barTale(bars, bar, found, names) {
  const words = barWords(bars, bar), dim = bars.dim[bar];
  if (!found) return words;
  const walk = walkOf(found.cycle, dim).map((cell) => names[cell]), shown = walk.slice(0, 12).join(", ") + (walk.length > 12 ? ", …" : "");
  if (dim === 0) return `${words}; it begins at ${names[found.birth[0]]}${found.death.length ? ` and ends when ${found.death.map((cell) => names[cell]).join(" and ")} are joined` : ""}`;
  return `${words}; ${dim === 1 ? "around" : "among"} ${shown}, a cycle that is one of many in its class`;
}
