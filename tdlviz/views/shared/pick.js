// Which cell lies under the pointer, by projecting on the CPU: a millisecond at 1e5 cells, no readback.
export function project(matrix, positions, width, height) {
  const n = positions.length / 3, out = new Float32Array(n * 3), m = matrix;
  for (let i = 0; i < n; i++) {
    const [x, y, z] = [positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]];
    const w = m[3] * x + m[7] * y + m[11] * z + m[15];
    out[3 * i] = ((m[0] * x + m[4] * y + m[8] * z + m[12]) / w + 1) * 0.5 * width;
    out[3 * i + 1] = (1 - (m[1] * x + m[5] * y + m[9] * z + m[13]) / w) * 0.5 * height;
    out[3 * i + 2] = w;
  }
  return out;
}

function toSegment(x, y, ax, ay, bx, by) {
  const [dx, dy] = [bx - ax, by - ay], length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return [Math.hypot(x - ax - t * dx, y - ay - t * dy), t];
}

// screen: from project(). Vertices win over edges, edges over faces; of equals the nearest to the eye.
// An edge or vertex well behind the face under the pointer is not taken where faces hide it.
export function pick(screen, geometry, x, y, { threshold, reach, solid }) {
  const { edges, triangles, owner, birth0, birth1, triangleBirths } = geometry, p = screen;
  const best = [null, null, null];
  const offer = (rank, cell, gap, depth) => {
    const score = depth + gap * 1e-3;
    if (!best[rank] || score < best[rank].score) best[rank] = { rank, cell, score, depth };
  };
  for (let i = 0; i < p.length / 3; i++) {
    if (birth0 && birth0[i] > threshold) continue;
    const gap = Math.hypot(p[3 * i] - x, p[3 * i + 1] - y);
    if (gap <= reach[0]) offer(0, i, gap, p[3 * i + 2]);
  }
  for (let e = 0; e < edges.length / 2; e++) {
    if (birth1 && birth1[e] > threshold) continue;
    const a = 3 * edges[2 * e], b = 3 * edges[2 * e + 1];
    if (Math.max(p[a], p[b]) + reach[1] < x || Math.min(p[a], p[b]) - reach[1] > x) continue;
    const [gap, t] = toSegment(x, y, p[a], p[a + 1], p[b], p[b + 1]);
    if (gap <= reach[1]) offer(1, e, gap, p[a + 2] + t * (p[b + 2] - p[a + 2]));
  }
  for (let f = 0; f < triangles.length / 3; f++) {
    if (triangleBirths && triangleBirths[f] > threshold) continue;
    const depth = insideDepth(p, 3 * triangles[3 * f], 3 * triangles[3 * f + 1], 3 * triangles[3 * f + 2], x, y);
    if (depth !== null) offer(2, owner ? owner[f] : f, 0, depth);
  }
  const seen = (found) => found && (!solid || !best[2] || found.depth <= best[2].depth + 0.02);
  return [0, 1, 2].map((rank) => best[rank]).find(seen) ?? null;
}

function insideDepth(p, a, b, c, x, y) {
  const d = (p[b + 1] - p[c + 1]) * (p[a] - p[c]) + (p[c] - p[b]) * (p[a + 1] - p[c + 1]);
  if (!d) return null;
  const u = ((p[b + 1] - p[c + 1]) * (x - p[c]) + (p[c] - p[b]) * (y - p[c + 1])) / d;
  const v = ((p[c + 1] - p[a + 1]) * (x - p[c]) + (p[a] - p[c]) * (y - p[c + 1])) / d;
  return u >= 0 && v >= 0 && u + v <= 1 ? u * p[a + 2] + v * p[b + 2] + (1 - u - v) * p[c + 2] : null;
}
