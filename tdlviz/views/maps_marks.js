// Which maps, vertices and edges the marks of linked views light, and the marks and words of a map.
import { number, cellName } from "./shared/frame.js";

export class Incidences {
  constructor(geometry) {
    Object.assign(this, { cell: geometry.cell, face: geometry.face, rank: geometry.values.rank, byCell: new Map() });
    this.place = new Map();
    for (let i = 0; i < this.cell.length; i++) {
      this.put(`${this.rank}:${this.face[i]}`, i);
      this.put(`${this.rank + 1}:${this.cell[i]}`, i);
      this.place.set(`${this.face[i]}:${this.cell[i]}`, i);
    }
  }

  put(key, incidence) {
    if (this.byCell.has(key)) this.byCell.get(key).push(incidence);
    else this.byCell.set(key, [incidence]);
  }

  of(rank, cells) {
    return cells.flatMap((cell) => this.byCell.get(`${rank}:${cell}`) ?? []);
  }

  name(i) {
    return `${cellName(this.rank, this.face[i])} → ${cellName(this.rank + 1, this.cell[i])}`;
  }

  // Source and target together mean one map; any other mark means all maps of its cells.
  lit(marks) {
    const of = (role) => marks.filter((m) => m.role === role).flatMap((m) => this.of(m.rank, m.cells));
    const source = new Set(of("source")), both = of("target").filter((i) => source.has(i));
    return both.length ? both : marks.flatMap((m) => this.of(m.rank, m.cells));
  }

  marks(i, frame) {
    return [
      { role: "source", rank: this.rank, cells: [this.face[i]], text: `Selected ${this.words(i, frame).replace(/\n/g, ", ")}.` },
      { role: "target", rank: this.rank + 1, cells: [this.cell[i]] },
    ];
  }

  words(i, frame) {
    if (frame.state[i] !== 1) return `${this.name(i)}\n${frame.state[i] ? "map is not finite" : "no map"}`;
    const [high, low] = [frame.sigma[2 * i], frame.sigma[2 * i + 1]], [d, e] = frame.values.shape, lines = [this.name(i)];
    if (d === 1 && e === 1) lines.push(`value ${number(frame.maps[i])}`);
    else lines.push(high - low < 1e-5 ? `σ ${number(high)}` : `σ ${number(low)} to ${number(high)}`);
    if (frame.sign[i] < 0) lines.push("reverses orientation");
    else if (d === 2 && e === 2 && frame.sign[i]) lines.push(`turns by ${number((frame.angle[i] * 180) / Math.PI)}°`);
    if (!frame.sign[i]) lines.push(d === e ? "singular" : "not square");
    return lines.join("\n");
  }
}
