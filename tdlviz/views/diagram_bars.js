// The bars of one or several diagrams as typed arrays, and what the views ask of them.
import { unpack } from "./shared/unpack.js";
import { bettiOf } from "./diagram_curves.js";

export class Bars {
  constructor(frame, cycles, saved) {
    Object.assign(this, frame);
    Object.assign(this, { saved, count: this.dim.length, hidden: new Set() });
    this.length = Float64Array.from(this.birth, (b, i) => Math.abs(this.death[i] - b));
    this.setCycles(cycles);
    this.hide(new Set());
  }

  // Leaves the bars of these dimensions out everywhere.
  hide(dims) {
    this.hidden = dims;
    this.visible = Array.from({ length: this.count }, (_, bar) => bar).filter((bar) => !dims.has(this.dim[bar]));
    this.curves = null;
  }

  setCycles(cycles) {
    this.cycles = unpack(cycles);
    const bars = this.cycles.values.step === this.values.step ? this.cycles.bars : [];
    this.known = new Map(Array.from(bars, (bar, place) => [bar, place]));
  }

  // Whether a cycle of the complex stands for the bar: not for those of extended persistence that
  // come down, nor for those of a second diagram.
  mayHaveCycle(bar) { return this.birthCell[bar] >= 0 && this.style[bar] === 0; }

  hasCycle(bar) { return this.known.has(bar); }

  cycle(bar) {
    const { offsets, cells } = this.cycles, place = this.known.get(bar);
    return Array.from(cells.subarray(offsets[place], offsets[place + 1]));
  }

  isSecond(bar) { return this.place[bar] >= this.values.firsts; }
  isHollow(bar) { return this.isSecond(bar) || this.style[bar] >= 2; }
  isBackwards(bar) { return this.style[bar] % 2 === 1; }
  birthRank(bar) { return this.values.ranks[this.place[bar]]; }
  deathRank(bar) { return this.birthRank(bar) + (this.style[bar] < 2 ? 1 : 0); }

  // The bars that a mark's cells create or end.
  of(rank, cells) {
    this.byCell ??= this.index();
    return cells.flatMap((cell) => this.byCell.get(`${rank}:${cell}`) ?? []).filter((bar) => !this.hidden.has(this.dim[bar]));
  }

  // These bars and those that they are matched with.
  withPartners(bars) {
    return bars.flatMap((bar) => (this.partner[bar] >= 0 ? [bar, this.partner[bar]] : [bar]));
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
      put(this.birthRank(i), this.birthCell[i], i);
      put(this.deathRank(i), this.deathCell[i], i);
    }
    return map;
  }

  // At most `limit` bars, ordered by dimension, first and second diagram, birth and death. Each such
  // group gets an equal share of the rows, gives back what it does not need, and keeps its longest.
  rows(limit) {
    const group = (bar) => 2 * this.dim[bar] + this.isSecond(bar), queues = new Map();
    for (const bar of this.visible) {
      if (!queues.has(group(bar))) queues.set(group(bar), []);
      queues.get(group(bar)).push(bar);
    }
    let left = limit;
    const kept = [...queues.values()].sort((a, b) => a.length - b.length).flatMap((queue, i) => {
      const share = this.longest(queue, Math.max(1, Math.floor(left / (queues.size - i))));
      left -= share.length;
      return share;
    });
    return kept.sort((a, b) => group(a) - group(b) || this.birth[a] - this.birth[b] || this.death[a] - this.death[b] || a - b);
  }

  // Native sorting of numbers is many times quicker than sorting bars by a comparison.
  longest(bars, count) {
    if (bars.length <= count) return bars;
    const least = Float64Array.from(bars, (bar) => this.length[bar]).sort()[bars.length - count];
    const longer = bars.filter((bar) => this.length[bar] > least);
    return [...longer, ...bars.filter((bar) => this.length[bar] === least).slice(0, count - longer.length)];
  }

  // The bars of each dimension that run forwards, of the first diagrams and of the second, with
  // their Betti curves.
  series() {
    return (this.curves ??= this.values.dims.filter((dim) => !this.hidden.has(dim)).flatMap((dim) => {
      const all = this.visible.filter((bar) => this.dim[bar] === dim && !this.isBackwards(bar));
      return [false, true].slice(0, this.values.names.length > this.values.firsts ? 2 : 1).map((second) => {
        const bars = all.filter((bar) => this.isSecond(bar) === second);
        return { dim, second, bars, ...bettiOf(bars, this.birth, this.death) };
      });
    }));
  }
}
