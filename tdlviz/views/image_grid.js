// The cells of a cubical complex and their places in its image, by arithmetic alone: of the complex
// only the shape crosses to the page. A cell has a doubled place along each axis, which is even where
// it is at a vertex and odd where it spans an edge; that of pixel p is 2p + shift.
export class ImageGrid {
  // shape: pixels along each axis; wraps: axes that close up; cells: whether pixels are cells of the
  // highest rank, otherwise they are vertices.
  constructor({ shape, wraps, cells }) {
    Object.assign(this, { shape, wraps, cells, shift: cells ? 1 : 0, dim: shape.length });
    this.pixelRank = cells ? this.dim : 0;
    this.corners = shape.map((n, axis) => n + (cells && !wraps[axis] ? 1 : 0));
    this.ranks = Array.from({ length: this.dim + 1 }, (_, rank) => this.blocksOf(rank));
  }

  // One block of cells for each choice of axes to span, in lexicographic order.
  blocksOf(rank) {
    let start = 0;
    return choices(this.dim, rank).map((axes) => {
      const sizes = this.corners.map((n, axis) => n - (axes.includes(axis) && !this.wraps[axis] ? 1 : 0));
      const block = { axes, sizes, start, count: sizes.reduce((a, b) => a * b, 1) };
      start += block.count;
      return block;
    });
  }

  count(rank) {
    return this.ranks[rank].reduce((total, block) => total + block.count, 0);
  }

  // The doubled place of a cell; null where there is none.
  placeOf(rank, cell) {
    if (!(rank <= this.dim) || !(cell >= 0 && cell < this.count(rank))) return null;
    const at = rank === 1 ? this.edges.places[cell] : cell;
    const block = this.ranks[rank].find(({ start, count }) => at < start + count), place = new Array(this.dim);
    let rest = at - block.start;
    for (let axis = this.dim - 1; axis >= 0; axis--) {
      place[axis] = 2 * (rest % block.sizes[axis]) + (block.axes.includes(axis) ? 1 : 0);
      rest = Math.floor(rest / block.sizes[axis]);
    }
    return place;
  }

  // The cell at a doubled place, null outside the image; an axis that closes up has no outside.
  cellAt(place) {
    const axes = place.flatMap((x, axis) => (x & 1 ? [axis] : [])), rank = axes.length;
    const block = this.ranks[rank].find((other) => other.axes.every((axis, i) => axis === axes[i]));
    let at = 0;
    for (let axis = 0; axis < this.dim; axis++) {
      const n = block.sizes[axis], x = place[axis] >> 1, index = this.wraps[axis] ? ((x % n) + n) % n : x;
      if (index < 0 || index >= n) return null;
      at = at * n + index;
    }
    return { rank, cell: rank === 1 ? this.edges.names[block.start + at] : block.start + at };
  }

  // Edges are named in lexicographic order of their vertices, not in that of the blocks.
  get edges() {
    return (this.sorted ??= sortEdges(this));
  }

  // The pixels that a cell bounds or, where pixels are vertices, that are its vertices.
  pixelsAt(place) {
    let found = [0];
    for (let axis = 0; axis < this.dim; axis++) {
      const n = this.shape[axis], x = place[axis] - this.shift, low = Math.floor(x / 2);
      const along = (x & 1 ? [low, low + 1] : [low]).map((i) => (this.wraps[axis] ? (i + n) % n : i));
      found = found.flatMap((at) => along.filter((i) => i >= 0 && i < n).map((i) => at * n + i));
    }
    return found;
  }
}

function choices(n, k, from = 0) {
  if (k === 0) return [[]];
  const found = [];
  for (let first = from; first <= n - k; first++) found.push(...choices(n, k - 1, first + 1).map((rest) => [first, ...rest]));
  return found;
}

// Vertex by vertex the edges to a larger one, nearest first: those along an axis, and those that close it.
function sortEdges({ corners, wraps, ranks: [, blocks], dim }) {
  const total = blocks.reduce((sum, block) => sum + block.count, 0), at = new Array(dim).fill(0);
  const places = new Int32Array(total), names = new Int32Array(total), ways = [];
  let stride = 1;
  for (let axis = dim - 1; axis >= 0; stride *= corners[axis--]) {
    ways.push({ axis, step: stride, closes: false });
    if (wraps[axis]) ways.push({ axis, step: stride * (corners[axis] - 1), closes: true });
  }
  ways.sort((a, b) => a.step - b.step);
  for (let vertex = 0, next = 0; vertex < stride; vertex++) {
    for (const { axis, closes } of ways) {
      if (closes ? at[axis] > 0 : at[axis] + 1 >= corners[axis]) continue;
      const { sizes, start } = blocks[axis];
      let place = 0;
      for (let a = 0; a < dim; a++) place = place * sizes[a] + (closes && a === axis ? corners[axis] - 1 : at[a]);
      places[next] = start + place;
      names[start + place] = next++;
    }
    for (let a = dim - 1; a >= 0 && ++at[a] === corners[a]; a--) at[a] = 0;
  }
  return { places, names };
}
