// An image on a canvas 2-D: its pixels, pale above the filtration value, numbers, cells and marks.
import { rgb } from "./shared/colours.js";
import { heatTable, paintHeat } from "./shared/heat.js";

const MAPS = { viridis: PALETTE.viridis, grey: ["#000000", "#FFFFFF"] };
const VEIL = 0.8;
export const CELLS = 6, NUMBERS = 34; // screen pixels that a pixel needs for its cells, its number

export const imageMap = (map) => MAPS[map];

// Colours of what has entered and of what has not: pale, and among greys in a hue that no grey has.
export function imageTables(map, theme) {
  const { missing, ground, face } = PALETTE.themes[theme], colours = heatTable(MAPS[map], missing);
  const veil = rgb(map === "grey" ? face : ground).map((c) => 255 * c);
  const pale = new Uint32Array(colours), bytes = new Uint8Array(pale.buffer);
  for (let i = 0; i < bytes.length; i++) if (i % 4 < 3) bytes[i] += VEIL * (veil[i % 4] - bytes[i]);
  return { colours, pale };
}

// The slice as a canvas of one pixel a pixel.
export function sliceImage(plane, { codes, births, threshold, tables }, canvas) {
  const { rows, columns } = plane;
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
  const context = canvas.getContext("2d"), image = context.createImageData(columns, rows);
  const out = new Uint32Array(image.data.buffer), late = births && threshold < Infinity;
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) {
      const at = plane.pixel(row, column);
      out[i] = (late && births[at] > threshold ? tables.pale : tables.colours)[codes[at]];
    }
  }
  context.putImageData(image, 0, 0);
}

export function paintImage(context, plane, image, colours) {
  const { rows: [r0, r1], columns: [c0, c1] } = plane.seen, { scale, left, top, columns, rows } = plane;
  if (r1 > r0 && c1 > c0) {
    const place = [left + c0 * scale, top + r0 * scale, (c1 - c0) * scale, (r1 - r0) * scale];
    paintHeat(context, image, [c0, r0, c1 - c0, r1 - r0], place);
  }
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.strokeRect(left - 0.5, top - 0.5, columns * scale + 1, rows * scale + 1);
}

// The line between pixels that have entered and pixels that have not.
export function paintFrontier(context, plane, births, threshold, colours) {
  const { rows: [r0, r1], columns: [c0, c1] } = plane.seen, { left, top, scale } = plane;
  const there = (row, column) => births[plane.pixel(row, column)] <= threshold;
  const path = new Path2D(), line = (c, r, dc, dr) => {
    path.moveTo(left + c * scale, top + r * scale);
    path.lineTo(left + (c + dc) * scale, top + (r + dr) * scale);
  };
  for (let r = r0; r < r1; r++) {
    for (let c = c0; c < c1; c++) {
      const now = there(r, c);
      if (c + 1 < c1 && now !== there(r, c + 1)) line(c + 1, r, 0, 1);
      if (r + 1 < r1 && now !== there(r + 1, c)) line(c, r + 1, 1, 0);
    }
  }
  context.strokeStyle = colours.faint;
  context.lineWidth = 1;
  context.stroke(path);
}

// The cells in the plane that have entered: entered(cell, place) says so. Lines and points, and where pixels
// are vertices the squares between them, too.
export function paintCells(context, plane, entered, colours) {
  const { grid, seen } = plane, faces = new Path2D(), lines = new Path2D(), points = new Path2D();
  const range = (axis, [from, to]) => (axis < 0 ? [0, 0] : [2 * from + grid.shift - 1, 2 * to + grid.shift - 1]);
  const [[r0, r1], [c0, c1]] = [range(plane.down, seen.rows), range(plane.across, seen.columns)];
  const place = new Array(grid.dim).fill(2 * plane.at + grid.shift), size = Math.min(3.5, plane.scale / 6);
  for (let r = r0; r <= r1; r++) {
    for (let c = c0; c <= c1; c++) {
      if (plane.down >= 0) place[plane.down] = r;
      place[plane.across] = c;
      const pixel = place.every((x) => (x & 1) === grid.shift);
      const found = grid.cells && pixel ? null : grid.cellAt(place);
      if (!found || !entered(found, place)) continue;
      const wide = c & 1, tall = plane.down < 0 ? grid.shift : r & 1;
      const [x, y, w, h] = [plane.x((c - grid.shift) / 2), plane.y(plane.down < 0 ? 0 : (r - grid.shift) / 2), wide * plane.scale, tall * plane.scale];
      if (wide && tall) faces.rect(x - w / 2, y - h / 2, w, h);
      else if (wide || tall) {
        lines.moveTo(x - w / 2, y - h / 2);
        lines.lineTo(x + w / 2, y + h / 2);
      } else {
        points.moveTo(x + size, y);
        points.arc(x, y, size, 0, 7);
      }
    }
  }
  paintLayer(context, faces, lines, points, colours);
}

function paintLayer(context, faces, lines, points, { ground, ink }) {
  context.globalAlpha = 0.35;
  context.fillStyle = ground;
  context.fill(faces);
  context.globalAlpha = 1;
  for (const [colour, width] of [[ground, 3], [ink, 1.2]]) {
    Object.assign(context, { strokeStyle: colour, lineWidth: width });
    context.stroke(lines);
  }
  Object.assign(context, { strokeStyle: ground, lineWidth: 2, fillStyle: ink });
  context.stroke(points);
  context.fill(points);
}

// The value of each pixel in it, or aside of its middle: value(pixel) and shade(pixel), a 32-bit colour.
export function paintNumbers(context, plane, { value, shade, aside }) {
  const { rows: [r0, r1], columns: [c0, c1] } = plane.seen, { scale } = plane, off = aside ? 0.22 : 0;
  context.font = `${Math.min(13, scale / (aside ? 4.5 : 3.2))}px system-ui, sans-serif`;
  Object.assign(context, { textAlign: "center", textBaseline: "middle" });
  for (let r = r0; r < r1; r++) {
    for (let c = c0; c < c1; c++) {
      const pixel = plane.pixel(r, c), colour = shade(pixel);
      const light = 0.299 * (colour & 255) + 0.587 * ((colour >> 8) & 255) + 0.114 * ((colour >> 16) & 255);
      context.fillStyle = light > 140 ? PALETTE.themes.light.ink : PALETTE.themes.light.ground;
      context.fillText(value(pixel), plane.x(c + off), plane.y(r + off), scale * (1 - 1.8 * off) - 6);
    }
  }
}
