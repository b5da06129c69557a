// Arrows over a complex: a flow along its edges, or weights from cell to cell.
import { number } from "./shared/frame.js";

export const MOST_ARROWS = 5000, FAINT = 0.05;
const BESIDE = 2.5, CLEAR = 7; // pixels from the line between two cells, and from the cells

// The arrows of a flow on edges, the strongest first. A positive number runs along the edge, to its
// larger vertex; a negative one against it. flow: one number an edge within [-1, 1].
export function flowArrows(edges, flow) {
  const places = Int32Array.from(flow.keys()).filter((e) => flow[e] !== 0);
  places.sort((a, b) => Math.abs(flow[b]) - Math.abs(flow[a]));
  const kept = places.subarray(0, MOST_ARROWS), end = (e, side) => edges[2 * e + (flow[e] > 0 ? side : 1 - side)];
  return {
    from: Int32Array.from(kept, (e) => end(e, 0)),
    to: Int32Array.from(kept, (e) => end(e, 1)),
    strength: Float32Array.from(kept, (e) => Math.abs(flow[e])),
    cells: kept,
    leftOut: places.length - kept.length,
  };
}

// The arrows of weights between vertices, from which those of a vertex to itself and what is hardly
// there beside the largest are left out.
export function weightArrows({ source, target, value }) {
  const most = value.reduce((a, b) => Math.max(a, b), 1e-12), apart = Int32Array.from(value.keys()).filter((i) => source[i] !== target[i]);
  const kept = apart.filter((i) => value[i] > FAINT * most), of = (array) => array.constructor.from(kept, (i) => array[i]);
  return { from: of(source), to: of(target), strength: of(value).map((v) => v / most), faint: apart.length - kept.length };
}

// Where the cells of a rank are on the screen: the vertices, or the middles of edges or faces.
export function cellPlaces(rank, { edges, triangles, owner }, screen) {
  if (!rank) return screen;
  const corners = (rank === 1 ? edges : triangles) ?? [], wide = rank + 1, cell = (i) => (rank === 2 && owner ? owner[i] : i);
  const found = new Float32Array(3 * (corners.length ? 1 + cell(corners.length / wide - 1) : 0)), parts = new Float32Array(found.length / 3);
  for (let i = 0; i < corners.length; i++) {
    const c = cell(Math.floor(i / wide));
    for (let k = 0; k < 3; k++) found[3 * c + k] += screen[3 * corners[i] + k];
    parts[c]++;
  }
  return found.map((sum, i) => sum / parts[Math.floor(i / 3)]);
}

export function flowWords(meaning, edges, flow, edge) {
  const [a, b] = [edges[2 * edge], edges[2 * edge + 1]], value = flow[edge] * meaning.most;
  return `${meaning.name} ${number(Math.abs(value))} from ${value >= 0 ? a : b} to ${value >= 0 ? b : a}`;
}

// screen: of project(). seen(cell): whether an arrow that has a cell has entered yet. whole: from cell
// to cell, each way on its own side; else along the middle of an edge.
export function paintArrows(context, arrows, screen, { colour, casing, seen, whole }) {
  const { from, to, strength, cells } = arrows;
  context.lineCap = "butt";
  for (let i = from.length - 1; i >= 0; i--) {
    if (cells && !seen(cells[i])) continue;
    const a = 3 * from[i], b = 3 * to[i], run = [screen[b] - screen[a], screen[b + 1] - screen[a + 1]];
    const length = Math.hypot(...run);
    if (length < 6) continue;
    const [ux, uy] = [run[0] / length, run[1] / length], width = 0.8 + 3.2 * strength[i];
    const head = Math.min(0.45 * length, 5 + 2.2 * width), side = whole ? BESIDE : 0;
    const at = (t) => [screen[a] + ux * t - uy * side, screen[a + 1] + uy * t + ux * side];
    const tip = whole ? length - Math.min(CLEAR, 0.1 * length) : Math.max(0.5 * length + 0.5 * head, 0.66 * length);
    const outline = [at(whole ? length - tip : 0.14 * length), at(tip - head), at(tip), [ux, uy], width, head];
    context.globalAlpha = whole ? strength[i] : 0.25 + 0.75 * strength[i];
    for (const [paint, more] of [[casing, 2], [colour, 0]]) drawArrow(context, outline, paint, more);
  }
  context.globalAlpha = 1;
}

function drawArrow(context, [start, neck, tip, [ux, uy], width, head], paint, more) {
  context.strokeStyle = context.fillStyle = paint;
  context.lineWidth = width + more;
  context.beginPath();
  context.moveTo(...start);
  context.lineTo(...neck);
  context.stroke();
  const half = 0.42 * head + more / 2;
  context.beginPath();
  context.moveTo(tip[0] + ux * more, tip[1] + uy * more);
  context.lineTo(neck[0] - uy * half, neck[1] + ux * half);
  context.lineTo(neck[0] + uy * half, neck[1] - ux * half);
  context.fill();
}
