// What an entry of the matrix is on the complex, and what marks on the complex are in the matrix.

// Edges and triangles of the complex by their vertices.
export class Sides {
  constructor({ edges, triangles, values }) {
    Object.assign(this, { edges, triangles, count: values.count, known: new Map() });
  }

  // The cell that has these vertices, or -1.
  find(vertices) {
    const rank = vertices.length - 1, flat = rank === 1 ? this.edges : rank === 2 ? this.triangles : null;
    if (!flat) return -1;
    if (!this.known.has(rank)) this.known.set(rank, this.table(flat, rank + 1));
    return this.known.get(rank).get(this.key(vertices)) ?? -1;
  }

  key(vertices) {
    return [...vertices].sort((a, b) => a - b).reduce((sum, vertex) => sum * this.count + vertex, 0);
  }

  table(flat, width) {
    const found = new Map();
    for (let cell = 0; cell < flat.length / width; cell++) found.set(this.key(flat.subarray(width * cell, width * (cell + 1))), cell);
    return found;
  }
}

// The marks of an entry: the cell that attends, those that it attends to, and the cell that they span.
export function marksOf([source, ...targets], rank, sides, text) {
  const marks = [{ role: "source", rank, cells: [source], text }, { role: "target", rank, cells: targets }];
  const span = sides.find([source, ...targets]);
  return span < 0 ? marks : [...marks, { role: "selected", rank: targets.length, cells: [span] }];
}

// Rows and columns of the matrix for what is marked. Of an entry the first cell is a row, the last a column.
export function bandsOf(selection, hovered, rank, sliced) {
  const bands = [], row = (cell, role) => bands.push({ row: cell, column: -1, role });
  const column = (cell, role) => bands.push({ row: -1, column: cell, role });
  if (hovered?.rank === rank) {
    const cells = hovered.cells.length === 3 ? hovered.cells.slice(1) : hovered.cells;
    row(cells[0], "hover");
    column(cells[cells.length - 1], "hover");
  }
  for (const mark of selection.filter((m) => m.rank === rank)) {
    const { role, cells } = mark, pair = sliced && role === "target" && cells.length === 2;
    if (pair) [row(cells[0], role), column(cells[1], role)];
    else if (!(sliced && role === "source")) cells.forEach((cell) => {
      if (role !== "target") row(cell, role);
      if (role !== "source") column(cell, role);
    });
  }
  return bands;
}
