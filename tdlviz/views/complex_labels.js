// Names beside the vertices, as many as have room.
const MOST_LABELS = 400, LINE = 13, GAP = 6;

// screen: of project(). name(i), seen(i): what stands beside vertex i, and whether it is there at all.
// Returns how many names had no room.
export function paintLabels(context, screen, { width, height, ink, ground, name, seen }) {
  const near = Array.from({ length: screen.length / 3 }, (_, i) => i)
    .filter((i) => seen(i) && screen[3 * i] > 0 && screen[3 * i] < width && screen[3 * i + 1] > 0 && screen[3 * i + 1] < height)
    .sort((a, b) => screen[3 * a + 2] - screen[3 * b + 2] || a - b);
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const taken = [];
  let placed = 0;
  for (const i of near) {
    if (placed === MOST_LABELS) break;
    const text = name(i), wide = context.measureText(text).width;
    const [x, y] = [Math.min(screen[3 * i] + GAP, width - wide), screen[3 * i + 1]];
    if (taken.some(([a, b, w]) => Math.abs(b - y) < LINE && a < x + wide + 3 && x < a + w + 3)) continue;
    taken.push([x, y, wide]);
    placed++;
    context.strokeStyle = ground;
    context.lineWidth = 3;
    context.strokeText(text, x, y);
    context.fillStyle = ink;
    context.fillText(text, x, y);
  }
  return near.length - placed;
}
