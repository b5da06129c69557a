// The weights of attention as the page has them: a sheet is one matrix of them, that of a head.

// The weights of one matrix: entry e stands in row index[stride * e + from], and the column after it.
export class Sheet {
  constructor(given) { Object.assign(this, given); }

  get exact() { return Boolean(this.weights); }
  row(e) { return this.index[this.stride * e + this.from]; }
  column(e) { return this.index[this.stride * e + this.from + 1]; }

  // NaN where it is missing; without exact numbers to half a step of 254.
  value(e) {
    if (this.weights) return this.weights[e];
    const { low, high } = this.scale, code = this.codes[e];
    return code ? low + ((code - 1) / 254) * (high - low) : NaN;
  }

  // The entry in a row and column, -1 where there is no such pair.
  at(row, column) {
    this.places ??= placesOf(this);
    return row < 0 || column < 0 || row >= this.count || column >= this.count ? -1 : this.places[row * this.count + column];
  }

  get size() { return this.codes.length; }
}

// What follows from a list of cells alone is worked out once: it stays while the weights change.
const PLACES = new WeakMap(), SQUARES = new WeakMap();

function kept(store, index, make) {
  if (!store.has(index)) store.set(index, make());
  return store.get(index);
}

function placesOf(sheet) {
  return kept(PLACES, sheet.index, () => {
    const places = new Int32Array(sheet.count ** 2).fill(-1), squares = squaresOf(sheet);
    for (let e = 0; e < squares.length; e++) places[squares[e]] = e;
    return places;
  });
}

// The square of each entry, row by row.
export function squaresOf(sheet) {
  return kept(SQUARES, sheet.index, () => Int32Array.from(sheet.codes, (_, e) => sheet.row(e) * sheet.count + sheet.column(e)));
}

// One frame over the geometry: the sheet of every layer and head, and what is known of their rows.
export class Attention {
  // whose: "" for the weights that are shown, "Other" for those that they are compared with.
  constructor(frame, geometry, whose = "") {
    Object.assign(this, { frame, geometry, whose, count: geometry.values.count, sheets: new Map() });
  }

  // How many heads each layer has; none for one that has not come yet.
  get heads() {
    return Array.from({ length: this.geometry.values.layers }, (_, layer) => this.frame.values.scales?.[`attention${this.whose}`]?.heads[layer] ?? 0);
  }

  // Every head there is.
  get places() {
    return this.heads.flatMap((count, layer) => Array.from({ length: count }, (_, head) => ({ layer, head })));
  }

  has({ layer, head }) { return head < (this.heads[layer] ?? 0); }

  sheet({ layer, head }, kind = "attention") {
    const table = `${kind}${this.whose}`, name = `${table} ${layer} ${head}`;
    if (!this.sheets.has(name)) this.sheets.set(name, this.read(table, layer, head, kind === "triples" ? 3 : 2));
    return this.sheets.get(name);
  }

  read(table, layer, head, stride) {
    const scale = this.frame.values.scales[table];
    const index = this.frame[`${table}Index${layer}`] ?? this.geometry[`index${scale.index[layer]}`], size = index.length / stride;
    const part = (numbers) => numbers?.subarray(head * size, (head + 1) * size);
    const codes = part(this.frame[`${table}Codes${layer}`]), weights = part(this.frame[`${table}Weights${layer}`]);
    return new Sheet({ count: this.count, index, stride, from: 0, codes, weights, scale });
  }

  // The weights of the triples that begin with one cell, over their second and third.
  slice(at, first) {
    const all = this.sheet(at, "triples"), chosen = [];
    for (let e = 0; e < all.size; e++) if (all.index[3 * e] === first) chosen.push(e);
    const index = Int32Array.from(chosen.flatMap((e) => [...all.index.subarray(3 * e, 3 * e + 3)]));
    const codes = Uint8Array.from(chosen, (e) => all.codes[e]), weights = all.weights && Float32Array.from(chosen, (e) => all.weights[e]);
    return new Sheet({ ...all, index, codes, weights, from: 1, places: undefined });
  }

  // Entropy in bits, sum and support of each row of a head.
  rows({ layer, head }) {
    const all = this.frame[`rows${layer}`], heads = this.heads[layer], n = this.count;
    const [entropy, total, support] = [0, 1, 2].map((k) => all.subarray((k * heads + head) * n, (k * heads + head + 1) * n));
    return { entropy, total, support };
  }
}
