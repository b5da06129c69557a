// The canvas of an image: what is painted in which order, and what is kept from one frame to the next.
import { CELLS, NUMBERS, imageTables, sliceImage, paintImage, paintFrontier, paintCells, paintNumbers } from "./image_paint.js";
import { paintMarks } from "./image_marks.js";

const BORDER = 7; // screen pixels that a mark on the border of the image may stick out

export class ImageCanvas {
  constructor(canvas, map) {
    Object.assign(this, { map, slice: document.createElement("canvas"), stale: true });
    this.context = canvas.getContext("2d", { alpha: false });
  }

  // numbers: what is shown; stale says that since the last frame its pixels have other colours.
  draw({ width, height, ratio }, plane, numbers, { threshold, theme, fine, marks }) {
    const { context } = this, colours = PALETTE.themes[theme], { births } = numbers.geometry;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = colours.ground;
    context.fillRect(0, 0, width, height);
    if (!numbers.image) return;
    if (this.stale) this.colour(plane, numbers, threshold, theme);
    paintImage(context, plane, this.slice, colours);
    if (births && threshold < Infinity && plane.scale >= 3) paintFrontier(context, plane, births, threshold, colours);
    if (plane.scale >= NUMBERS) this.write(plane, numbers, threshold, fine);
    this.clip(plane);
    if (fine && plane.scale >= CELLS) paintCells(context, plane, (found, place) => numbers.entered(found, place, threshold), colours);
    paintMarks(context, plane, marks);
    context.restore();
  }

  colour(plane, { geometry, image }, threshold, theme) {
    this.tables = imageTables(this.map, theme);
    sliceImage(plane, { codes: image.codes, births: geometry.births, threshold, tables: this.tables }, this.slice);
    this.stale = false;
  }

  write(plane, numbers, threshold, fine) {
    const { tables } = this, { births } = numbers.geometry;
    const shade = (pixel) => (births?.[pixel] > threshold ? tables.pale : tables.colours)[numbers.image.codes[pixel]];
    // A vertex is drawn in the middle of its pixel.
    paintNumbers(this.context, plane, { value: (pixel) => numbers.value(pixel), shade, aside: fine && !plane.grid.cells });
  }

  clip({ left, top, columns, rows, scale }) {
    const { context } = this;
    context.save();
    context.beginPath();
    context.rect(left - BORDER, top - BORDER, columns * scale + 2 * BORDER, rows * scale + 2 * BORDER);
    context.clip();
  }
}
