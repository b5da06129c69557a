// The Hasse diagram: a point for each cell of every rank, and lines for what covers what.
import { CellsGuise } from "./complex_cells.js";

export class LayersGuise extends CellsGuise {
  constructor(geometry) {
    super(geometry);
    const { covers, values: { counts } } = geometry;
    this.starts = counts.reduce((all, n) => [...all, all[all.length - 1] + n], [0]);
    this.walkable = counts.map((n) => n > 0);
    const births = geometry.birth0 && joinedRanks(counts.map((_, rank) => geometry[`birth${rank}`]));
    this.drawn = {
      positions: geometry.positions,
      edges: covers,
      triangles: new Int32Array(),
      birth0: births,
      birth1: births && Float32Array.from({ length: covers.length / 2 }, (_, i) => births[covers[2 * i + 1]]),
      values: { ...geometry.values, counts: [this.starts[counts.length], covers.length / 2], labels: this.labels() },
      layers: this,
    };
  }

  // Cells of higher ranks are named by their numbers.
  labels() {
    const { counts, labels } = this.geometry.values;
    return counts.flatMap((n, rank) => Array.from({ length: n }, (_, cell) => (rank === 0 && labels?.[cell]) || String(cell)));
  }

  // Lines are no cells.
  cellAt(found) {
    if (found?.rank !== 0) return null;
    const rank = this.starts.findIndex((start, k) => found.cell >= start && found.cell < this.starts[k + 1]);
    return { rank, cell: found.cell - this.starts[rank] };
  }

  // A colour of one rank leaves the others without.
  channels(channels) {
    const { colour } = channels.values, nodes = this.drawn.values.counts[0], size = channels.size && new Float32Array(nodes).fill(1);
    size?.set(channels.size);
    if (!colour) return { ...channels, size };
    const spreadOut = new Float32Array(nodes).fill(-1);
    spreadOut.set(channels.colour, this.starts[colour.rank]);
    return { ...channels, size, colour: spreadOut, values: { ...channels.values, colour: { ...colour, rank: 0 } } };
  }

  // A cell, and the lines to all that it covers and is covered by.
  marks(marks) {
    return marks.flatMap((mark) => {
      const nodes = mark.cells.map((cell) => this.starts[mark.rank] + cell), wanted = new Set(nodes), lines = [];
      for (let i = 0; i < this.drawn.edges.length; i++) if (wanted.has(this.drawn.edges[i])) lines.push(i >> 1);
      return [{ ...mark, rank: 1, cells: lines }, { ...mark, rank: 0, cells: nodes }];
    });
  }

  within(inside, rank) {
    const nodes = inside.slice(this.starts[rank], this.starts[rank + 1]);
    return nodes.flatMap((there, cell) => (there ? [cell] : []));
  }
}

// The names of the ranks on the left of their layers, where they have room.
export function paintRanks(context, { starts, geometry: { values: { counts, names } } }, screen, { width, height, ink, ground }) {
  const look = { font: "11px system-ui, sans-serif", textBaseline: "middle", textAlign: "left", lineJoin: "round", lineWidth: 3 };
  Object.assign(context, look, { strokeStyle: ground, fillStyle: ink });
  counts.forEach((n, rank) => {
    const y = screen[3 * starts[rank] + 1], text = names[rank].replace("cells of ", "");
    if (!n || width < 200 || y < 8 || y > height - 8) return;
    context.strokeText(text, 8, y);
    context.fillText(text, 8, y);
  });
}

function joinedRanks(parts) {
  const out = new Float32Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
