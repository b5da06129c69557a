// Small dense matrices, row-major: { rows, columns, at }, `at` a plain array of doubles.
export function matrix(rows, columns, at) {
  return { rows, columns, at: Array.from(at) };
}

export function identity(n) {
  return matrix(n, n, Array.from({ length: n * n }, (_, i) => (i % (n + 1) ? 0 : 1)));
}

export function transposed({ rows, columns, at }) {
  return matrix(columns, rows, at.map((_, i) => at[(i % rows) * columns + Math.floor(i / rows)]));
}

export function multiply(a, b) {
  const out = new Array(a.rows * b.columns).fill(0);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      for (let j = 0; j < b.columns; j++) out[i * b.columns + j] += a.at[i * a.columns + k] * b.at[k * b.columns + j];
    }
  }
  return matrix(a.rows, b.columns, out);
}

export const column = (vector) => matrix(vector.length, 1, vector);

// Eigenvalues and eigenvectors (the columns) of a symmetric matrix by Jacobi's rotations.
export function symmetricEigen(symmetric) {
  const n = symmetric.rows, a = symmetric.at.slice(), v = identity(n).at;
  const size = Math.max(...a.map(Math.abs), 0);
  for (let sweep = 0; sweep < 60; sweep++) {
    let rest = 0;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        rest = Math.max(rest, Math.abs(a[p * n + q]));
        if (a[p * n + q]) turnPlane(a, v, n, p, q);
      }
    }
    if (rest <= 1e-17 * size) break;
  }
  return { values: Array.from({ length: n }, (_, i) => a[i * n + i]), vectors: matrix(n, n, v) };
}

function turnPlane(a, v, n, p, q) {
  const tilt = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
  const t = (tilt < 0 ? -1 : 1) / (Math.abs(tilt) + Math.hypot(tilt, 1)), c = 1 / Math.hypot(t, 1), s = t * c;
  const mix = (m, i, j) => { [m[i], m[j]] = [c * m[i] - s * m[j], s * m[i] + c * m[j]]; };
  for (let k = 0; k < n; k++) mix(a, k * n + p, k * n + q);
  for (let k = 0; k < n; k++) mix(a, p * n + k, q * n + k);
  for (let k = 0; k < n; k++) mix(v, k * n + p, k * n + q);
}

// The pseudo-inverse by the eigenvectors of AᵀA, and the rank of A. Singular values under a millionth
// of the largest are none: the maps come as single floats.
export function pseudoInverse(a) {
  const adjoint = transposed(a), { values, vectors } = symmetricEigen(multiply(adjoint, a));
  const least = 1e-12 * Math.max(...values), kept = values.map((value) => value > least && value > 0);
  const n = values.length, scaled = vectors.at.map((x, i) => (kept[i % n] ? x / values[i % n] : 0));
  const inner = multiply(matrix(n, n, scaled), transposed(vectors));
  return { inverse: multiply(inner, adjoint), rank: kept.filter(Boolean).length };
}

export function determinant({ rows: n, at }) {
  const a = at.slice();
  let det = 1;
  for (let p = 0; p < n; p++) {
    let pivot = p;
    for (let i = p + 1; i < n; i++) if (Math.abs(a[i * n + p]) > Math.abs(a[pivot * n + p])) pivot = i;
    if (!a[pivot * n + p]) return 0;
    if (pivot !== p) det = -det;
    for (let j = 0; j < n; j++) [a[p * n + j], a[pivot * n + j]] = [a[pivot * n + j], a[p * n + j]];
    det *= a[p * n + p];
    for (let i = p + 1; i < n; i++) {
      const share = a[i * n + p] / a[p * n + p];
      for (let j = p; j < n; j++) a[i * n + j] -= share * a[p * n + j];
    }
  }
  return det;
}

// ‖H − I‖ in the Frobenius norm.
export function fromIdentity(h) {
  return Math.hypot(...h.at.map((x, i) => x - (i % (h.rows + 1) ? 0 : 1)));
}

// The angle, in degrees, of the orthogonal factor of a 2 × 2 matrix with positive determinant.
export function angleOf({ at: [a, b, c, d] }) {
  return (Math.atan2(c - b, a + d) * 180) / Math.PI;
}

// The two semi-axes, and the direction of the longer, of the image of the unit ball under a 2 × k matrix given by its two rows.
export function ellipseAxes(x, y) {
  const dot = (p, q) => p.reduce((sum, value, i) => sum + value * q[i], 0);
  const [xx, xy, yy] = [dot(x, x), dot(x, y), dot(y, y)];
  const middle = (xx + yy) / 2, half = Math.hypot((xx - yy) / 2, xy), tilt = Math.atan2(2 * xy, xx - yy) / 2;
  return { long: Math.sqrt(middle + half), short: Math.sqrt(Math.max(0, middle - half)), tilt };
}
