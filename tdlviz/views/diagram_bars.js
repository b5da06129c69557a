// The bars of one or several diagrams as typed arrays, and what the views ask of them.
import { unpack } from "./shared/unpack.js";
import { number, plural, rankName, cellName } from "./shared/frame.js";

export class Bars {
  constructor(frame, cycles, saved) {
    Object.assign(this, frame);
    this.asked = saved ? "its cycle is not in this page" : "its cycle is asked from Python";
    this.count = this.dim.length;
    this.length = Float64Array.from(this.birth, (b, i) => this.death[i] - b);
    this.setCycles(cycles);
  }

  setCycles(cycles) {
    this.cycles = unpack(cycles);
    const bars = this.cycles.values.step === this.values.step ? this.cycles.bars : [];
    this.known = new Map(Array.from(bars, (bar, place) => [bar, place]));
  }

  hasCycle(bar) {
    return this.known.has(bar);
  }

  cycle(bar) {
    const { offsets, cells } = this.cycles, place = this.known.get(bar);
    return Array.from(cells.subarray(offsets[place], offsets[place + 1]));
  }

  // The bars that a mark's cells create or end.
  of(rank, cells) {
    this.byCell ??= this.index();
    return cells.flatMap((cell) => this.byCell.get(`${rank}:${cell}`) ?? []);
  }

  index() {
    const map = new Map();
    const put = (rank, cell, bar) => {
      if (cell < 0) return;
      const key = `${rank}:${cell}`;
      if (map.has(key)) map.get(key).push(bar);
      else map.set(key, [bar]);
    };
    for (let i = 0; i < this.count; i++) {
      put(this.dim[i], this.birthCell[i], i);
      put(this.dim[i] + 1, this.deathCell[i], i);
    }
    return map;
  }

  // At most `limit` bars, ordered by dimension, birth and death. Each dimension gets an equal share
  // of the rows, gives back what it does not need, and keeps its longest bars.
  rows(limit) {
    const { dims } = this.values, queues = new Map(dims.map((dim) => [dim, []]));
    for (let bar = 0; bar < this.count; bar++) queues.get(this.dim[bar]).push(bar);
    let left = limit;
    const kept = [...queues.values()].sort((a, b) => a.length - b.length).flatMap((queue, i) => {
      const share = this.longest(queue, Math.max(1, Math.floor(left / (dims.length - i))));
      left -= share.length;
      return share;
    });
    return kept.sort((a, b) => this.dim[a] - this.dim[b] || this.birth[a] - this.birth[b] || this.death[a] - this.death[b] || a - b);
  }

  // Native sorting of numbers is many times quicker than sorting bars by a comparison.
  longest(bars, count) {
    if (bars.length <= count) return bars;
    const least = Float64Array.from(bars, (bar) => this.length[bar]).sort()[bars.length - count];
    const longer = bars.filter((bar) => this.length[bar] > least);
    return [...longer, ...bars.filter((bar) => this.length[bar] === least).slice(0, count - longer.length)];
  }

  name(bar) {
    const { starts, names } = this.values;
    const place = starts.filter((start) => start <= bar).length - 1;
    return `${names[place]} bar ${bar - starts[place]}`;
  }

  words(bar) {
    const end = this.death[bar] === Infinity ? "never dies" : `dies ${number(this.death[bar])}`;
    return `${this.name(bar)}, born ${number(this.birth[bar])}, ${end}`;
  }

  alive(t) {
    const { dims } = this.values, counts = dims.map(() => 0);
    for (let i = 0; i < this.count; i++) {
      if (this.birth[i] <= t && t < this.death[i]) counts[dims.indexOf(this.dim[i])]++;
    }
    return dims.map((dim, i) => `β${dim} = ${counts[i].toLocaleString("en")}`).join(", ");
  }

  // What the complex lights up for a bar.
  marks(bar) {
    const rank = this.dim[bar], marks = [{ role: "birth", rank, cells: [this.birthCell[bar]] }];
    if (this.deathCell[bar] >= 0) marks.push({ role: "death", rank: rank + 1, cells: [this.deathCell[bar]] });
    if (!this.hasCycle(bar)) return [{ ...marks[0], text: `${this.words(bar)}; ${this.asked}.` }, ...marks.slice(1)];
    const cells = this.cycle(bar);
    const text = `${this.words(bar)}; a representative cycle of ${plural(cells.length, rankName(rank))}, one of many in its class.`;
    return [...marks, { role: "cycle", rank, cells, text }];
  }

  // What a selected cell does to these bars, in words.
  tale(rank, cell) {
    const bars = this.of(rank, [cell]);
    if (!bars.length) return `${cellName(rank, cell)} neither creates nor ends a bar shown here.`;
    return bars.map((bar) => {
      const creates = this.dim[bar] === rank && this.birthCell[bar] === cell;
      return `${cellName(rank, cell)} ${creates ? "creates" : "ends"} ${this.words(bar)}.`;
    }).join(" ");
  }
}
