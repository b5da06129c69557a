// Matrices of bytes as pictures: a table of colours turns each number into a pixel, and the canvas
// stretches pixels into squares.
import { rgb, colourTable } from "./colours.js";

// 256 colours as 32-bit pixels. `stops` run from the first to the last; code 0 is what is missing.
export function heatTable(stops, missing) {
  const table = colourTable(stops), [r, g, b] = rgb(missing).map((c) => Math.round(255 * c));
  table.set([r, g, b, 255], 0);
  return new Uint32Array(table.buffer);
}

// A canvas of one pixel a number. codes: rows × columns bytes.
export function heatImage(codes, rows, columns, table, canvas = document.createElement("canvas")) {
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
  const context = canvas.getContext("2d"), image = context.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i++) pixels[i] = table[codes[i]];
  context.putImageData(image, 0, 0);
  return canvas;
}

// Draws part of an image, in its own pixels (x, y, w, h), into a rectangle of the context. Shrunk it is
// averaged; stretched its pixels stay squares.
export function paintHeat(context, image, [x, y, w, h], [left, top, width, height]) {
  context.imageSmoothingEnabled = w > width || h > height;
  context.imageSmoothingQuality = "high";
  context.drawImage(image, x, y, w, h, left, top, width, height);
}
