// A loop drawn by hand around what is to be selected.
export function insidePolygon(polygon, x, y) {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [ax, ay] = polygon[i], [bx, by] = polygon[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

// While active(event) holds at the press, the drag is a lasso and nobody else's: moved(points) as it
// grows, done(points) at its end. Called before other listeners of the canvas are added.
export function driveLasso(canvas, { active, moved, done }) {
  let points = null;
  const keep = (event) => {
    event.stopImmediatePropagation();
    points.push([event.offsetX, event.offsetY]);
    moved(points);
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (!active(event)) return;
    canvas.setPointerCapture(event.pointerId);
    points = [];
    keep(event);
  });
  canvas.addEventListener("pointermove", (event) => { if (points) keep(event); });
  const end = (event) => {
    if (!points) return;
    event.stopImmediatePropagation();
    const loop = points;
    points = null;
    moved(null);
    if (event.type === "pointerup") done(loop);
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
}

export function paintLasso(context, points, colour) {
  if (!points) return;
  context.beginPath();
  points.forEach(([x, y]) => context.lineTo(x, y));
  context.closePath();
  context.strokeStyle = context.fillStyle = colour;
  context.globalAlpha = 0.12;
  context.fill("evenodd");
  context.globalAlpha = 1;
  context.setLineDash([5, 3]);
  context.lineWidth = 1.5;
  context.stroke();
  context.setLineDash([]);
}
