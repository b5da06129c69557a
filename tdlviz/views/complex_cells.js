// What stands for the cells of a complex: points, lines and faces. Layers and hulls, where other things
// do, extend this.
import { cellName } from "./shared/frame.js";

export class CellsGuise {
  // drawn: the geometry as the scene, the pointer and the marks see it.
  constructor(geometry) {
    Object.assign(this, { geometry, drawn: geometry, walkable: geometry.values.counts.map((n, rank) => n > 0 && rank < 3) });
  }

  // The cell for what was found under the pointer, at [x, y] of a plane.
  cellAt(found) { return found; }
  name(rank, cell) { return cellName(rank, cell); }
  channels(channels) { return channels; }
  marks(marks) { return marks; }

  // The cells of a rank whose vertices are all inside.
  within(inside, rank) {
    const { edges, triangles, owner } = this.geometry, wide = rank + 1, out = new Set(), all = new Set();
    const corners = [inside.map((_, i) => i), edges, triangles][rank];
    for (let i = 0; i < corners.length / wide; i++) {
      const cell = rank === 2 && owner ? owner[i] : i;
      all.add(cell);
      if (corners.slice(wide * i, wide * (i + 1)).some((v) => !inside[v])) out.add(cell);
    }
    return [...all].filter((cell) => !out.has(cell));
  }
}
