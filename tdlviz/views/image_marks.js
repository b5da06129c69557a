// Marks, the cells that a selection or the pointer names, on an image: pixels as outlines, sides as
// strokes, corners as discs. Beside its hue a role has a width of its own.
const STROKES = { hover: 2, selected: 3, birth: 4, death: 4, source: 4, target: 4, cycle: 3 };
const DISCS = { hover: 3, selected: 4, birth: 5, death: 5, source: 5, target: 5, cycle: 3 };
const LAYERS = ["hover", "cycle", "death", "birth", "target", "source", "selected"];
const FREE_SIDES = 7; // screen pixels that the outline of a pixel leaves to marks on its sides
const TOUCH = 0.5, BESIDE = 1.5; // slices away

// The places of the cells of a mark by how far they are from the plane, and how many touch it.
export function imageMark({ role, rank, cells, text }, plane) {
  const places = cells.map((cell) => plane.grid.placeOf(rank, cell)).filter(Boolean);
  const inside = places.filter((place) => plane.distance(place) <= TOUCH);
  const near = places.filter((place) => plane.distance(place) > TOUCH && plane.distance(place) <= BESIDE);
  return { role, rank, text, places, inside, near };
}

// The slice that most cells of these marks touch; null where there are none.
export function bestSlice(marks, plane) {
  const counts = new Array(plane.slices).fill(0);
  marks.flatMap((mark) => mark.places).flatMap((place) => plane.touched(place)).forEach((k) => counts[k]++);
  const most = Math.max(...counts);
  return most ? counts.indexOf(most) : null;
}

export function paintMarks(context, plane, marks) {
  const sorted = [...marks].sort((a, b) => LAYERS.indexOf(a.role) - LAYERS.indexOf(b.role));
  for (const mark of sorted) {
    context.globalAlpha = 0.35;
    paintShapes(context, plane, mark.near, mark.role);
    context.globalAlpha = 1;
    paintShapes(context, plane, mark.inside, mark.role);
  }
  context.globalAlpha = 1;
}

function paintShapes(context, plane, places, role) {
  const strokes = new Path2D(), discs = new Path2D(), width = STROKES[role], radius = DISCS[role], free = plane.grid.cells ? FREE_SIDES : 2;
  for (const box of places.flatMap((place) => plane.boxes(place))) {
    const x = plane.x(box.column), y = plane.y(box.row), w = box.wide * plane.scale, h = box.tall * plane.scale;
    if (box.wide && box.tall) {
      const [a, b] = [w, h].map((side) => Math.max(side - width - free, 4));
      strokes.rect(x - a / 2, y - b / 2, a, b);
    } else if (box.wide || box.tall) {
      strokes.moveTo(x - w / 2, y - h / 2);
      strokes.lineTo(x + w / 2, y + h / 2);
    } else {
      discs.moveTo(x + radius, y);
      discs.arc(x, y, radius, 0, 7);
    }
  }
  // The casing is dark in both themes: an image has the same colours in both.
  const casing = PALETTE.themes.light.ink, colour = PALETTE.roles[role];
  Object.assign(context, { lineCap: "round", lineJoin: "round", fillStyle: colour });
  for (const [shade, more] of [[casing, 2], [colour, 0]]) {
    Object.assign(context, { strokeStyle: shade, lineWidth: width + more });
    context.stroke(strokes);
  }
  Object.assign(context, { strokeStyle: casing, lineWidth: 2.5, lineCap: "butt", lineJoin: "miter" });
  context.stroke(discs);
  context.fill(discs);
}
