// Marks, the cells that a selection or the pointer names, as layers to be drawn over the complex.
// Beside its hue a role has a width of its own, so that it is told apart without colour.
const WIDTHS = {
  points: { hover: 7, selected: 7, birth: 8, death: 8, source: 9, target: 7, cycle: 5 },
  edges: { hover: 3, selected: 4, birth: 5, death: 5, source: 5, target: 5, cycle: 3 },
};
const ORDER = ["hover", "cycle", "death", "birth", "target", "source", "selected"];
const SIDES = [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]];

export function layersOf(marks, geometry, ink) {
  const sorted = [...marks].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
  return sorted.flatMap((mark) => {
    const [kind, cells] = cornersOf(mark, geometry), colour = PALETTE.roles[mark.role];
    if (!kind || !cells.length) return [];
    if (kind === "faces") return [{ kind, cells, colour, width: 1, alpha: 0.7 }];
    const width = WIDTHS[kind][mark.role];
    return [{ kind, cells, colour: ink, width: width + 1.5, alpha: 0.9 }, { kind, cells, colour, width, alpha: 1 }];
  });
}

// The cells of a mark as flat vertices of one layer; a solid is lit by its four faces.
function cornersOf({ rank, cells }, { edges, triangles, owner, solids, hulls }) {
  if (rank === 0) return ["points", Int32Array.from(cells)];
  if (hulls) return hulls.sidesOf({ rank, cells });
  if (rank === 1) return ["edges", gather(edges, 2, cells)];
  if (rank === 2 && owner) {
    const wanted = new Set(cells), parts = [];
    owner.forEach((face, t) => { if (wanted.has(face)) parts.push(t); });
    return ["faces", gather(triangles, 3, parts)];
  }
  if (rank === 2) return ["faces", gather(triangles, 3, cells)];
  if (rank === 3 && solids) {
    return ["faces", Int32Array.from(cells.flatMap((s) => SIDES.flatMap((side) => side.map((k) => solids[4 * s + k]))))];
  }
  return [null, null];
}

function gather(flat, width, cells) {
  return Int32Array.from(cells.flatMap((cell) => Array.from(flat.subarray(width * cell, width * (cell + 1)))));
}
