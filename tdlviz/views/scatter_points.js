// The points of one step in a plane: where they are on the stage, and which is under the pointer.

// The box around all frames that are known, so that the scale stays while the steps change.
export function boxAround(frames) {
  const extents = frames.map((frame) => frame.values.extent).filter(Boolean);
  if (!extents.length) return { middle: [0, 0], half: [1, 1], size: 1 };
  const low = [0, 1].map((k) => Math.min(...extents.map((e) => e[k]))), high = [0, 1].map((k) => Math.max(...extents.map((e) => e[k + 2])));
  const size = Math.max(high[0] - low[0], high[1] - low[1]) / 2 || 1;
  return { middle: [0, 1].map((k) => (low[k] + high[k]) / 2), half: [0, 1].map((k) => Math.max(0.05, (high[k] - low[k]) / 2 / size)), size };
}

// From numbers along the axes to pixels of the stage, and back.
export function planeScale(camera, { middle, size }, width, height) {
  const m = camera.matrix(width, height);
  const kx = (m[0] * width) / 2 / size, ky = (-m[5] * height) / 2 / size;
  const x0 = ((m[12] + 1) / 2) * width - kx * middle[0], y0 = ((1 - m[13]) / 2) * height - ky * middle[1];
  const scale = { x: (u) => x0 + kx * u, y: (v) => y0 + ky * v };
  return { ...scale, u: (x) => (x - x0) / kx, v: (y) => (y - y0) / ky, kx, ky };
}

// x and y of every point on the stage, NaN where a vector is not finite.
export function onStage(places, scale) {
  const out = new Float32Array(places.length);
  for (let i = 0; i < places.length; i += 2) {
    out[i] = scale.x(places[i]);
    out[i + 1] = scale.y(places[i + 1]);
  }
  return out;
}

// The row of the nearest point within reach, -1 for none.
export function nearestRow(screen, x, y, reach) {
  let best = -1, least = reach * reach;
  for (let i = 0; i < screen.length; i += 2) {
    const gap = (screen[i] - x) ** 2 + (screen[i + 1] - y) ** 2;
    if (gap <= least) [best, least] = [i / 2, gap];
  }
  return best;
}
