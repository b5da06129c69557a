// Where things stand: the small matrices, the large one, the bars of its rows, and what part is seen.
const LABEL = 9; // a row or column this high has room for its label
const [TOP, SIDE, LEFT, BARS, GAP] = [16, 34, 30, 84, 14], MOST_TALL = 3;

// heads: how many each layer has. A single layer is broken into rows that fill the room, and so are all
// heads in an order of their own, [layer, head] each. Pictures that are no squares may be tall.
export function layOutHeads(heads, width, height, { order, tall }) {
  const named = heads.length > 1 && !order, beside = width > 1.25 * height, gap = named ? 0 : 12;
  const all = heads.flatMap((count, layer) => Array.from({ length: count }, (_, head) => [layer, head]));
  const room = beside ? [(tall ? 0.5 : 0.36) * width, height - 4] : [width, (tall ? 0.45 : 0.3) * height], line = order ? inOrder(all, order) : all;
  const across = named ? Math.max(...heads, 1) : bestColumns(Math.max(line.length, 1), ...room);
  const down = named ? heads.length : Math.ceil(line.length / across);
  const left = named ? SIDE : 4, spare = (room[1] - TOP) / down - gap, pitch = Math.max(6, Math.min((room[0] - left) / across, spare, 110));
  const pad = Math.min(6, Math.max(1, 0.16 * pitch)), step = (tall ? Math.max(pitch, Math.min(spare, MOST_TALL * pitch)) : pitch) + gap;
  const places = line.map(([layer, head], i) => {
    const [column, row] = named ? [head, layer] : [i % across, Math.floor(i / across)];
    return { layer, head, column, x: left + column * pitch, y: TOP + row * step, size: pitch - pad, high: step - gap - pad };
  });
  return { places, named, pitch, beside, across, said: order ? (p) => `${p.layer}.${p.head}` : (p) => String(p.head), width: left + across * pitch, height: TOP + down * step };
}

// Those that the order names, and then the others.
function inOrder(all, order) {
  const there = new Set(all.map(String)), said = new Set(order.map(String));
  return [...order.filter((at) => there.has(String(at))), ...all.filter((at) => !said.has(String(at)))];
}

function bestColumns(count, width, height) {
  const size = (columns) => Math.min(width / columns, height / Math.ceil(count / columns) - 12);
  return Array.from({ length: count }, (_, i) => i + 1).reduce((best, columns) => (size(columns) > size(best) ? columns : best), 1);
}

// What the small pictures leave of the stage.
export function roomBeside({ beside, width: wide, height: high }, width, height) {
  const x = beside ? wide + GAP : 0, y = beside ? 0 : high + 6;
  return { x, y, width: width - x, height: height - y };
}

// The large matrix in what is left, with room for labels where its cells are large enough for them.
export function layOutMatrix(overview, width, height, longest) {
  const x = overview.beside ? overview.width + GAP : 4, y = overview.beside ? 0 : overview.height + 6;
  const margin = Math.max(LEFT, Math.min(longest + 8, 0.2 * (width - x)));
  const side = Math.max(40, Math.min(width - x - margin - BARS - 4, height - y - margin - 6));
  const spare = Math.max(0, width - x - margin - side - BARS - 4);
  const box = { x: x + margin + spare / 2, y: y + margin, side };
  return { box, margin, bars: { x: box.x + side + 10, width: BARS - 20 } };
}

// The part of the matrix that is seen: `span` rows and columns from (left, top). Driven like a camera.
export class Window {
  constructor(count) {
    this.count = count;
    this.reset();
  }

  reset() { Object.assign(this, { left: 0, top: 0, span: this.count }); }

  // About a point given in shares of the box.
  zoom(factor, across = 0.5, down = 0.5) {
    const span = Math.max(Math.min(4, this.count), Math.min(this.count, this.span / factor));
    this.shift(across * (this.span - span), down * (this.span - span), span);
  }

  shift(columns, rows, span = this.span) {
    this.span = span;
    this.left = Math.max(0, Math.min(this.count - span, this.left + columns));
    this.top = Math.max(0, Math.min(this.count - span, this.top + rows));
  }

  // Moves as little as is needed to see an entry.
  reveal(row, column) {
    const into = (from, at) => Math.min(Math.max(from, at + 1 - this.span), at);
    Object.assign(this, { left: into(this.left, column), top: into(this.top, row) });
    this.shift(0, 0);
  }

  get whole() { return this.span === this.count; }
}

// The entry under a point of the stage, and null outside.
export function entryAt({ box }, seen, x, y) {
  const across = (x - box.x) / box.side, down = (y - box.y) / box.side;
  if (across < 0 || down < 0 || across >= 1 || down >= 1) return null;
  return { row: Math.floor(seen.top + down * seen.span), column: Math.floor(seen.left + across * seen.span) };
}

export const headAt = (overview, x, y) =>
  overview.places.find((p) => x >= p.x && y >= p.y && x < p.x + p.size + 2 && y < p.y + p.high + 2) ?? null;

export const hasRoom = ({ box }, seen) => box.side / seen.span >= LABEL;
