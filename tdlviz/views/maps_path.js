// A walk along edges, the vectors that it carries, and the holonomy where it closes.
import { matrix, identity, multiply, column, pseudoInverse, determinant, fromIdentity, angleOf } from "./maps_algebra.js";
import { number, plural } from "./shared/frame.js";

export class SheafPath {
  // ends: 2 vertices an edge; place: "vertex:edge" → incidence.
  constructor(ends, vertices, place) {
    Object.assign(this, { ends, place, vertices: [], edges: [], spare: 0, refused: "" });
    this.neighbours = Array.from({ length: vertices }, () => []);
    for (let edge = 0; edge < ends.length / 2; edge++) {
      const [u, v] = [ends[2 * edge], ends[2 * edge + 1]];
      if (u === v) continue;
      this.neighbours[u].push([v, edge]);
      this.neighbours[v].push([u, edge]);
    }
  }

  get closed() {
    return this.edges.length > 1 && this.vertices[0] === this.vertices.at(-1);
  }

  clear() {
    Object.assign(this, { vertices: [], edges: [], spare: 0, refused: "" });
  }

  // Goes on to a vertex, by the fewest edges that lead there; a closed path starts anew.
  extend(vertex, passable) {
    if (!this.vertices.length || this.closed) {
      this.clear();
      this.vertices = [vertex];
      return;
    }
    const from = this.vertices.at(-1), used = new Set(this.edges);
    if (vertex === from) return;
    const way = this.shortest(from, vertex, (edge) => passable(edge) && !used.has(edge)) ?? this.shortest(from, vertex, passable);
    this.refused = way ? "" : `No path of edges with both their maps leads from vertex ${from} to vertex ${vertex}.`;
    for (const [next, edge] of way ?? []) {
      this.vertices.push(next);
      this.edges.push(edge);
    }
  }

  back() {
    this.refused = "";
    this.vertices.pop();
    this.edges.pop();
  }

  shortest(from, to, passable) {
    const before = new Map([[from, null]]), queue = [from];
    for (let head = 0; head < queue.length && !before.has(to); head++) {
      for (const [next, edge] of this.neighbours[queue[head]]) {
        if (before.has(next) || !passable(edge)) continue;
        before.set(next, [queue[head], edge]);
        queue.push(next);
      }
    }
    if (!before.has(to)) return null;
    const way = [];
    for (let at = to; at !== from; at = before.get(at)[0]) way.unshift([at, before.get(at)[1]]);
    return way;
  }

  // Walks a set of edges from its least vertex until it is there again; the others are counted.
  follow(edges) {
    const left = new Set(edges), start = Math.min(...edges.flatMap((e) => [this.ends[2 * e], this.ends[2 * e + 1]]));
    this.clear();
    this.vertices = [start];
    for (let at = start; ;) {
      const step = this.neighbours[at].find(([, edge]) => left.has(edge));
      if (!step) break;
      left.delete(step[1]);
      this.vertices.push((at = step[0]));
      this.edges.push(step[1]);
      if (at === start) break;
    }
    this.spare = left.size;
  }

  // What the maps do to a vector of the first stalk: { vectors, holonomy, singular, stopped }.
  carry(first, mapAt, dimension) {
    const vectors = [column(first)], singular = [];
    let holonomy = identity(dimension);
    for (let i = 0; i < this.edges.length; i++) {
      const edge = this.edges[i], [from, to] = [this.vertices[i], this.vertices[i + 1]].map((v) => mapAt(this.place.get(`${v}:${edge}`)));
      if (!from || !to) return { vectors, singular, stopped: edge };
      const { inverse, rank } = pseudoInverse(to), step = multiply(inverse, from);
      if (rank < to.columns || to.rows !== to.columns) singular.push(edge);
      vectors.push(multiply(step, vectors.at(-1)));
      holonomy = multiply(step, holonomy);
    }
    return { vectors, singular, holonomy: this.closed ? holonomy : null };
  }
}

// The stored map of an incidence as a matrix of doubles; null where there is none.
export function mapOf(frame, incidence) {
  const [d, e] = frame.values.shape;
  if (incidence === undefined || frame.state[incidence] !== 1) return null;
  return matrix(d, e, frame.maps.subarray(incidence * d * e, (incidence + 1) * d * e));
}

// A path and what it does to a vector, in words.
export function pathWords(path, carried) {
  if (!path.vertices.length) return path.refused;
  const stops = path.vertices.length > 12 ? [...path.vertices.slice(0, 6), "…", ...path.vertices.slice(-5)] : path.vertices;
  const lines = [`Path of ${plural(path.edges.length, "edges")}: ${stops.join(" → ")}.`, path.refused];
  const vector = carried.vectors.at(-1).at.map(number).join(", ");
  if (carried.stopped !== undefined) lines.push(`Edge ${carried.stopped} has a map missing: the vector stops there.`);
  else if (path.edges.length) lines.push(`Carried vector: (${vector}).`);
  const named = [...new Set(carried.singular)];
  if (named.length) lines.push(`Not invertible on ${named.length === 1 ? "edge" : "edges"} ${named.join(", ")}: a pseudo-inverse is taken there.`);
  if (carried.holonomy) lines.push(holonomyWords(carried.holonomy));
  if (path.spare) lines.push(`${plural(path.spare, "edges")} of the cycle belong to other loops and are not walked.`);
  return lines.filter(Boolean).join(" ");
}

function holonomyWords(h) {
  const rows = Array.from({ length: h.rows }, (_, i) => h.at.slice(i * h.rows, (i + 1) * h.rows).map(rounded).join(", "));
  const det = determinant(h), angle = h.rows === 2 && det > 0 ? `, angle ${rounded(angleOf(h))}°` : "";
  const matrixWords = h.rows <= 4 ? ` [${rows.join("; ")}]` : "";
  return `Holonomy${matrixWords}${angle}, determinant ${rounded(det)}, ‖H − I‖ = ${rounded(fromIdentity(h))}.`;
}

// Six decimals: the maps are single floats, and know no more.
export const rounded = (x) => String(+(+x.toFixed(5)).toPrecision(6) + 0);
