// Walking the cells of a plane by the keyboard.

// The place of the selected cell, where it is in the plane, or else of the pixel in the middle.
export function cursor(plane, selection) {
  const { grid } = plane, mark = selection.find(({ role }) => role === "selected");
  const place = mark && grid.placeOf(mark.rank, mark.cells[0]);
  if (place && plane.distance(place) === 0) return { place, fresh: false };
  const middle = new Array(grid.dim).fill(2 * plane.at + grid.shift);
  middle[plane.across] = 2 * (plane.columns >> 1) + grid.shift;
  if (plane.down >= 0) middle[plane.down] = 2 * (plane.rows >> 1) + grid.shift;
  return { place: middle, fresh: true };
}

// From a pixel to its two sides and its corner and back, as far as the plane has them; where pixels
// are vertices to the edges and the square that begin there.
export function nextKind(plane, place) {
  const { cells, shift } = plane.grid, axes = [plane.across, plane.down].filter((axis) => axis >= 0);
  const kind = axes.reduce((sum, axis, i) => sum + ((place[axis] + shift) & 1) * 2 ** i, 0), next = (kind + 1) % 2 ** axes.length;
  const moved = [...place];
  axes.forEach((axis, i) => { moved[axis] += (((next >> i) & 1) - ((kind >> i) & 1)) * (cells ? -1 : 1); });
  return moved;
}
