// What the rows and columns of a matrix are called, and which cells they stand for.
import { cellName, plural, rankName } from "./shared/frame.js";

const SIDES_OF = ["row", "column"];

export class MatrixLabels {
  constructor(geometry) {
    const { values, edges } = geometry;
    Object.assign(this, { geometry, ranks: values.ranks, names: values.names, named: values.names.map(Boolean) });
    this.edges = new Map();
    for (let e = 0; edges && e < edges.length / 2; e++) this.edges.set(`${edges[2 * e]} ${edges[2 * e + 1]}`, e);
    this.of = [0, 1].map((side) => (place) => this.names[side]?.[this.cell(side, place)] ?? String(this.cell(side, place)));
    this.show([0, 0], {});
  }

  // Which cell stands where, and where each cell stands, changes only with the order.
  show(shape, { rowOrder, columnOrder }) {
    this.orders = [rowOrder, columnOrder];
    this.places = this.orders.map((order) => order && Object.assign(new Int32Array(order.length), Object.fromEntries([...order].map((cell, place) => [cell, place]))));
    this.samples = this.names.map((names, side) => names ?? [String(Math.max(0, shape[side] - 1))]);
  }

  cell(side, place) { return this.orders[side]?.[place] ?? place; }
  place(side, cell) { return this.places[side]?.[cell] ?? cell; }

  // What a row (side 0) or a column (side 1) is, in full.
  word(side, place) {
    const cell = this.cell(side, place), rank = this.ranks[side], name = this.names[side]?.[cell];
    if (name !== undefined) return name;
    if (rank === null) return String(cell);
    const vertices = this.geometry[`${SIDES_OF[side]}Vertices`], offsets = this.geometry[`${SIDES_OF[side]}Offsets`];
    if (!vertices) return cellName(rank, cell);
    return `${cellName(rank, cell)} (${vertices.subarray(offsets[cell], offsets[cell + 1]).join(", ")})`;
  }

  tale(row, column, value) { return `row: ${this.word(0, row)}, column: ${this.word(1, column)}, value ${value}`; }

  counted([rows, columns]) {
    const count = (n, side) => (this.ranks[side] === null ? plural(n, side ? "columns" : "rows") : plural(n, rankName(this.ranks[side])));
    return `${count(rows, 0)} × ${count(columns, 1)}`;
  }

  // The cells of one entry as marks, and the edge between them where they are its ends.
  marks(row, column, text) {
    const cells = [this.cell(0, row), this.cell(1, column)];
    const marks = ["source", "target"].flatMap((role, side) => (this.ranks[side] === null ? [] : [{ role, rank: this.ranks[side], cells: [cells[side]], text: "" }]));
    const edge = this.edges.get(`${Math.min(...cells)} ${Math.max(...cells)}`);
    if (edge !== undefined) marks.push({ role: "selected", rank: 1, cells: [edge], text: "" });
    return marks.map((mark, i) => (i ? mark : { ...mark, text }));
  }

  // One mark for what the pointer is on: both cells if they are of one rank, or else the larger one.
  pointed(row, column) {
    const [a, b] = this.ranks, cells = [this.cell(0, row), this.cell(1, column)];
    if (a === null && b === null) return null;
    if (a === b) return { rank: a, cells: [...new Set(cells)] };
    return (a ?? -1) > (b ?? -1) ? { rank: a, cells: [cells[0]] } : { rank: b, cells: [cells[1]] };
  }

  // The rows and columns of marks, with a colour each. A source lights rows and a target columns, as
  // far as there are such; everything else lights both.
  bands(marks, shape) {
    const found = [[], []];
    for (const { role, rank, cells } of marks) {
      const fits = [0, 1].filter((side) => this.ranks[side] === rank), own = ["source", "target"].indexOf(role);
      for (const side of fits.includes(own) ? [own] : fits) {
        for (const cell of cells) if (cell < shape[side]) found[side].push([this.place(side, cell), PALETTE.roles[role]]);
      }
    }
    return { rows: found[0], columns: found[1] };
  }
}
