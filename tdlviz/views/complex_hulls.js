// Cells without a boundary as convex hulls in the plane: which cell is where, and which are lit.
import { plural } from "./shared/frame.js";
import { CellsGuise } from "./complex_cells.js";

export class HullsGuise extends CellsGuise {
  constructor(geometry) {
    super(geometry);
    const { hullRanks: ranks, hullCells: cells, values: { counts } } = geometry;
    this.walkable = counts.map((n) => n > 0);
    this.places = counts.map((n) => new Int32Array(n));
    cells.forEach((cell, hull) => { this.places[ranks[hull]][cell] = hull; });
    this.births = geometry.birth0 && Float32Array.from(cells, (cell, hull) => geometry[`birth${ranks[hull]}`][cell]);
    const none = new Int32Array();
    this.drawn = { positions: geometry.positions, edges: none, triangles: none, birth0: geometry.birth0, values: geometry.values, hulls: this };
    this.shapeCorners();
  }

  // Corners of the hulls after the vertices, and hulls as triangles and as sides of those corners.
  shapeCorners() {
    const { positions, hullCorners, hullOffsets: offsets } = this.geometry, n = positions.length / 3;
    const places = (this.drawn.corners = new Float32Array(positions.length + hullCorners.length * 1.5));
    places.set(positions);
    for (let i = 0; i < hullCorners.length / 2; i++) places.set(hullCorners.subarray(2 * i, 2 * i + 2), 3 * (n + i));
    this.triangles = this.cells().map((hull) => {
      const [from, to] = [offsets[hull] + n, offsets[hull + 1] + n];
      return Int32Array.from({ length: 3 * Math.max(0, to - from - 2) }, (_, i) => (i % 3 ? from + Math.floor(i / 3) + (i % 3) : from));
    });
    this.sides = this.cells().map((hull) => {
      const from = offsets[hull], count = offsets[hull + 1] - from;
      return Int32Array.from({ length: 2 * count }, (_, i) => n + from + (((i + 1) >> 1) % count));
    });
  }

  cells() {
    return Array.from(this.geometry.hullCells.keys());
  }

  membersOf(rank, cell) {
    const { members, memberOffsets: offsets, values: { counts } } = this.geometry;
    const at = counts.slice(1, rank).reduce((sum, n) => sum + n, cell);
    return members.subarray(offsets[at], offsets[at + 1]);
  }

  name(rank, cell) {
    if (rank === 0) return super.name(rank, cell);
    const what = this.geometry.values.names[rank] === "hyperedges" ? `hyperedge ${cell}` : `cell ${cell} of rank ${rank}`;
    return `${what}, ${plural(this.membersOf(rank, cell).length, "vertices")}`;
  }

  within(inside, rank) {
    if (rank === 0) return inside.flatMap((there, vertex) => (there ? [vertex] : []));
    return Array.from(this.places[rank].keys()).filter((cell) => this.membersOf(rank, cell).every((vertex) => inside[vertex]));
  }

  // A vertex, or else the smallest hull about the point.
  cellAt(found, [x, y], threshold) {
    if (found) return found;
    const { hullRanks: ranks, hullCells: cells } = this.geometry;
    for (let hull = cells.length - 1; hull >= 0; hull--) {
      if (this.births?.[hull] > threshold || !this.holds(hull, x, y)) continue;
      return { rank: ranks[hull], cell: cells[hull] };
    }
    return null;
  }

  holds(hull, x, y) {
    const { hullCorners: p, hullOffsets: offsets } = this.geometry, [from, to] = [offsets[hull], offsets[hull + 1]];
    for (let i = from, j = to - 1; i < to; j = i++) {
      if ((p[2 * i] - p[2 * j]) * (y - p[2 * j + 1]) < (p[2 * i + 1] - p[2 * j + 1]) * (x - p[2 * j])) return false;
    }
    return to > from;
  }

  // A lit hull lights its vertices too, as it may lie over others.
  marks(marks) {
    return marks.flatMap((mark) => {
      if (mark.rank === 0) return [mark];
      const within = mark.cells.flatMap((cell) => Array.from(this.membersOf(mark.rank, cell)));
      return [mark, { ...mark, rank: 0, cells: within }];
    });
  }

  // [kind, corners] of the cells of a mark: their sides.
  sidesOf({ rank, cells }) {
    return ["edges", Int32Array.from(cells.flatMap((cell) => Array.from(this.sides[this.places[rank][cell]])))];
  }
}
