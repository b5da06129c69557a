// Which faces of a translucent complex are worth drawing.
//
// In the plane: under LAYERS earlier ones a further
// face changes no colour that an eye can see, at any filtration value, because the earlier ones are
// there whenever it is. It is judged at the centres of a grid: a face that covers none is small, and
// is drawn. Dense Rips complexes shrink many times by it, and so does their drawing.
//
// In space, where what lies under what changes with the eye: faces count as layers over the disc that
// the complex fills, half their area each, the mean over all directions (Cauchy 1832). The first DEEP
// layers are drawn whole, and of the rest an even share that makes up as many again.
export const LAYERS = 16, GRID = 96, DEEP = 30;

// positions: 3 numbers a vertex within [-1, 1], z unused. The triangles to draw, earliest first.
export function unsaturated(positions, triangles, births) {
  const order = byBirth(triangles.length / 3, births);
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

// positions: 3 numbers a vertex within the unit ball. The triangles to draw; earliest first if thinned.
export function thinned(positions, triangles, births) {
  const count = triangles.length / 3, layers = new Float64Array(count);
  let rest = -DEEP, above = 0, due = 0;
  for (let t = 0; t < count; t++) rest += layers[t] = area(positions, triangles, t) / 2 / Math.PI;
  if (rest <= DEEP) return byBirth(count, null);
  return byBirth(count, births).filter((t) => {
    above += layers[t];
    if (above <= DEEP) return true;
    due += DEEP / rest;
    if (due < 1) return false;
    due -= 1;
    return true;
  });
}

function byBirth(count, births) {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  return births ? order.sort((a, b) => births[a] - births[b] || a - b) : order;
}

function area(p, triangles, t) {
  const a = 3 * triangles[3 * t], b = 3 * triangles[3 * t + 1], c = 3 * triangles[3 * t + 2];
  const ux = p[b] - p[a], uy = p[b + 1] - p[a + 1], uz = p[b + 2] - p[a + 2];
  const vx = p[c] - p[a], vy = p[c + 1] - p[a + 1], vz = p[c + 2] - p[a + 2];
  const x = uy * vz - uz * vy, y = uz * vx - ux * vz, z = ux * vy - uy * vx;
  return 0.5 * Math.sqrt(x * x + y * y + z * z);
}
