// Triangles from back to front, so that what is looked through is mixed in the right order.

// The middles of triangles, 3 numbers each. positions: 3 a vertex; corners: 3 vertices a triangle.
export function middles(positions, corners) {
  const out = new Float32Array(corners.length);
  for (let i = 0; i < corners.length; i++) {
    const at = 3 * corners[i], to = 3 * Math.floor(i / 3);
    for (let axis = 0; axis < 3; axis++) out[to + axis] += positions[at + axis] / 3;
  }
  return out;
}

// The corners of all triangles, the farthest along `eye` (from the scene to the eye) first: by counting
// into 65,536 depths, some ten times quicker than a sort by comparison.
export function backToFront(centres, eye) {
  const count = centres.length / 3, keys = new Uint16Array(count), starts = new Uint32Array(65537);
  const reach = Math.sqrt(3) * Math.hypot(...eye) || 1;
  for (let t = 0; t < count; t++) {
    const depth = (centres[3 * t] * eye[0] + centres[3 * t + 1] * eye[1] + centres[3 * t + 2] * eye[2]) / reach;
    keys[t] = Math.max(0, Math.min(65535, (depth + 1) * 32767.5));
    starts[keys[t] + 1]++;
  }
  for (let key = 0; key < 65536; key++) starts[key + 1] += starts[key];
  const order = new Uint32Array(3 * count);
  for (let t = 0; t < count; t++) {
    const to = 3 * starts[keys[t]]++;
    for (let k = 0; k < 3; k++) order[to + k] = 3 * t + k;
  }
  return order;
}
