// Glyphs of the maps on the complex: the image of the unit ball, and a spoke to that of the first basis vector.
import { rgb, colourTable } from "./shared/colours.js";
import { project } from "./shared/pick.js";
import { ellipseAxes } from "./maps_algebra.js";

export const MOST_GLYPHS = 5000;
const ENERGIES = colourTable(PALETTE.viridis);

// All points on the screen, and how large a glyph may be there.
export function layOutGlyphs(geometry, frame, camera, width, height) {
  const matrix = camera.matrix(width, height), { edges, spots } = geometry;
  const there = [];
  for (let i = 0; i < frame.state.length; i++) if (frame.state[i] === 1) there.push(i);
  const stride = Math.max(1, there.length / MOST_GLYPHS);
  const shown = Array.from({ length: Math.min(there.length, MOST_GLYPHS) }, (_, i) => there[Math.floor(i * stride)]);
  const vertices = project(matrix, geometry.positions, width, height), places = project(matrix, spots, width, height);
  const lengths = [];
  for (let e = 0; e < edges.length; e += 2) {
    const [a, b] = [3 * edges[e], 3 * edges[e + 1]];
    lengths.push(Math.hypot(vertices[a] - vertices[b], vertices[a + 1] - vertices[b + 1]));
  }
  const usual = lengths.sort((a, b) => a - b)[lengths.length >> 1] ?? 80;
  const share = geometry.values.rank ? 0.1 : 0.17;
  return { vertices, places, shown, leftOut: there.length - shown.length, radius: Math.max(2, Math.min(20, share * usual)), turn: camera.turn() };
}

// A vector of the drawing's space on the screen, where one unit is `unit` pixels.
export function onScreen(turn, [x, y, z], unit) {
  return [unit * (turn[0] * x + turn[1] * y + turn[2] * z), -unit * (turn[3] * x + turn[4] * y + turn[5] * z)];
}

export function glyphAxes(plan, frame, incidence) {
  const unit = plan.radius / (frame.values.reach || 1), a = frame.axes.subarray(9 * incidence, 9 * incidence + 9);
  const columns = [0, 1, 2].map((k) => onScreen(plan.turn, [a[k], a[3 + k], a[6 + k]], unit));
  return ellipseAxes(columns.map(([x]) => x), columns.map(([, y]) => y));
}

export function paintGlyphs(context, geometry, frame, plan, look) {
  const { width, height, ratio, colours } = look;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, width, height);
  paintEdges(context, geometry, frame, plan, look);
  paintVertices(context, geometry, plan, look);
  plan.shown.forEach((incidence) => paintGlyph(context, frame, plan, incidence, look));
}

function paintEdges(context, { edges }, frame, plan, { colours, energies, marked }) {
  context.lineCap = "round";
  for (let edge = 0; edge < edges.length / 2; edge++) {
    const [a, b] = [3 * edges[2 * edge], 3 * edges[2 * edge + 1]], chosen = marked.has(`1:${edge}`);
    const line = (style, wide, dash = []) => {
      context.strokeStyle = style;
      context.lineWidth = wide;
      context.setLineDash(dash);
      context.beginPath();
      context.moveTo(plan.vertices[a], plan.vertices[a + 1]);
      context.lineTo(plan.vertices[b], plan.vertices[b + 1]);
      context.stroke();
    };
    if (chosen) line(colours.ink, 8);
    if (chosen) line(colours.ground, 5.5);
    const x = energies ? frame.energy[edge] : NaN;
    if (!energies) line(chosen ? colours.ink : colours.line, chosen ? 2.5 : 1.5);
    else if (x === x) line(`rgb(${energyTone(x, energies)})`, 3.5);
    else line(colours.missing, 1.5, [3, 4]);
  }
  context.setLineDash([]);
}

function energyTone(x, [low, high]) {
  const code = high > low ? Math.round((255 * (x - low)) / (high - low)) : 0;
  return ENERGIES.subarray(4 * code, 4 * code + 3).join(",");
}

function paintVertices(context, { positions }, plan, { colours, marked }) {
  const n = positions.length / 3, size = n > 2000 ? 1 : n > 200 ? 2 : 3.5;
  for (let v = 0; v < n; v++) {
    const chosen = marked.has(`0:${v}`);
    context.fillStyle = colours.vertex;
    context.beginPath();
    context.arc(plan.vertices[3 * v], plan.vertices[3 * v + 1], chosen ? size + 2 : size, 0, 7);
    context.fill();
    if (!chosen) continue;
    context.strokeStyle = colours.ink;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(plan.vertices[3 * v], plan.vertices[3 * v + 1], size + 6, 0, 7);
    context.stroke();
  }
}

// Blue and whole where the orientation stays, orange and dashed where it turns over, grey where there is none.
function paintGlyph(context, frame, plan, incidence, { colours, theme, marks }) {
  const { long, short, tilt } = glyphAxes(plan, frame, incidence), sign = frame.sign[incidence];
  const [x, y] = [plan.places[3 * incidence], plan.places[3 * incidence + 1]], role = marks.get(incidence);
  const hue = sign ? PALETTE.dimensions[theme][sign > 0 ? 0 : 1] : colours.faint;
  const [r, g, b] = rgb(hue).map((c) => Math.round(255 * c));
  context.beginPath();
  context.ellipse(x, y, long, short, tilt, 0, 2 * Math.PI);
  context.fillStyle = `rgba(${r},${g},${b},0.28)`;
  context.fill();
  context.strokeStyle = hue;
  context.lineWidth = plan.radius > 6 ? 1.5 : 1;
  context.setLineDash(sign < 0 ? [4, 3] : []);
  context.stroke();
  context.setLineDash([]);
  if (plan.radius > 3) paintSpoke(context, frame, plan, incidence, [x, y], colours);
  if (!role) return;
  context.strokeStyle = role === "hover" ? colours.faint : colours.ink;
  context.lineWidth = 2;
  context.beginPath();
  context.ellipse(x, y, long + 4, short + 4, tilt, 0, 2 * Math.PI);
  context.stroke();
}

function paintSpoke(context, frame, plan, incidence, [x, y], colours) {
  const unit = plan.radius / (frame.values.reach || 1);
  const [dx, dy] = onScreen(plan.turn, frame.spoke.subarray(3 * incidence, 3 * incidence + 3), unit);
  context.strokeStyle = colours.ink;
  context.lineWidth = 1.25;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + dx, y + dy);
  context.stroke();
}

// The arrows of a carried vector, one at each vertex of its path; the one that comes back is dashed.
export function paintArrows(context, plan, vertices, vectors, closed, { colours }) {
  const length = Math.max(1e-12, ...vectors.map(({ at }) => Math.hypot(...at.slice(0, 3)))), unit = Math.max(26, 1.5 * plan.radius) / length;
  vectors.forEach(({ at }, i) => {
    const [x, y] = [plan.vertices[3 * vertices[i]], plan.vertices[3 * vertices[i] + 1]];
    const [dx, dy] = onScreen(plan.turn, [at[0], at[1] ?? 0, at[2] ?? 0], unit), size = Math.hypot(dx, dy);
    if (size < 1) return;
    for (const [style, wide] of [[colours.ground, 6], [PALETTE.roles.cycle, 3]]) {
      Object.assign(context, { strokeStyle: style, lineWidth: wide, lineJoin: "round" });
      context.setLineDash(closed && i === vectors.length - 1 && wide === 3 ? [5, 4] : []);
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x + dx, y + dy);
      context.stroke();
      context.setLineDash([]);
      const [ux, uy, head] = [dx / size, dy / size, Math.min(9, size * 0.6)];
      context.beginPath();
      context.moveTo(x + dx - head * (ux - 0.6 * uy), y + dy - head * (uy + 0.6 * ux));
      context.lineTo(x + dx, y + dy);
      context.lineTo(x + dx - head * (ux + 0.6 * uy), y + dy - head * (uy - 0.6 * ux));
      context.stroke();
    }
  });
}

// What lies under a point: vertices before glyphs before edges.
export function glyphAt(geometry, frame, plan, x, y) {
  const near = (points, count, reach) => {
    let best = -1, least = reach;
    for (let i = 0; i < count; i++) {
      const gap = Math.hypot(points[3 * i] - x, points[3 * i + 1] - y);
      if (gap <= least) [best, least] = [i, gap];
    }
    return best;
  };
  const vertex = near(plan.vertices, geometry.positions.length / 3, 9);
  if (vertex >= 0) return { vertex };
  let best = -1, least = Math.max(7, plan.radius);
  for (const incidence of plan.shown) {
    const gap = Math.hypot(plan.places[3 * incidence] - x, plan.places[3 * incidence + 1] - y);
    if (gap <= least) [best, least] = [incidence, gap];
  }
  if (best >= 0) return { incidence: best };
  const edge = nearEdge(geometry, plan, x, y);
  return edge >= 0 ? { edge } : null;
}

function nearEdge({ edges }, { vertices: p }, x, y) {
  for (let edge = 0; edge < edges.length / 2; edge++) {
    const a = 3 * edges[2 * edge], b = 3 * edges[2 * edge + 1], [dx, dy] = [p[b] - p[a], p[b + 1] - p[a + 1]];
    const t = Math.max(0, Math.min(1, ((x - p[a]) * dx + (y - p[a + 1]) * dy) / (dx * dx + dy * dy || 1)));
    if (Math.hypot(x - p[a] - t * dx, y - p[a + 1] - t * dy) < 5) return edge;
  }
  return -1;
}
