// Which faces of a flat, translucent complex are worth drawing. Under LAYERS earlier ones a further
// face changes no colour that an eye can see, at any filtration value, because the earlier ones are
// there whenever it is. It is judged at the centres of a grid: a face that covers none is small, and
// is drawn. Dense Rips complexes shrink many times by it, and so does their drawing.
export const LAYERS = 16, GRID = 96;

// positions: 3 numbers a vertex within [-1, 1], z unused. The triangles to draw, earliest first.
export function unsaturated(positions, triangles, births) {
  const count = triangles.length / 3, order = Int32Array.from({ length: count }, (_, i) => i);
  if (births) order.sort((a, b) => births[a] - births[b] || a - b);
  const depth = new Uint32Array(GRID * GRID), kept = [], x = [0, 0, 0], y = [0, 0, 0];
  for (const t of order) {
    for (let k = 0; k < 3; k++) {
      const v = 3 * triangles[3 * t + k];
      x[k] = ((positions[v] + 1) / 2) * GRID - 0.5;
      y[k] = ((positions[v + 1] + 1) / 2) * GRID - 0.5;
    }
    if (cover(x, y, depth)) kept.push(t);
  }
  return Int32Array.from(kept);
}

// Counts one more face at every centre inside the triangle; whether any of them had room for it.
function cover(x, y, depth) {
  const top = Math.max(0, Math.ceil(Math.min(y[0], y[1], y[2])));
  const bottom = Math.min(GRID - 1, Math.floor(Math.max(y[0], y[1], y[2])));
  let room = false, centres = 0;
  for (let row = top; row <= bottom; row++) {
    let left = Infinity, right = -Infinity;
    for (let k = 0; k < 3; k++) {
      const j = (k + 1) % 3, rise = y[j] - y[k];
      if ((row - y[k]) * (row - y[j]) > 0 || rise === 0) continue;
      const at = x[k] + ((row - y[k]) / rise) * (x[j] - x[k]);
      left = Math.min(left, at);
      right = Math.max(right, at);
    }
    for (let column = Math.max(0, Math.ceil(left)); column <= Math.min(GRID - 1, right); column++) {
      centres += 1;
      if (depth[row * GRID + column]++ < LAYERS) room = true;
    }
  }
  return room || centres === 0;
}
