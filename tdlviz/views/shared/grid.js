// A window onto a grid of squares: which part of it fills which part of the stage, and the gestures
// that move it.
import { driveCamera } from "./camera.js";
const LARGEST = 140, SLENDER = 4;

export class Grid {
  // rows and columns; box: { left, top, width, height } of the stage that the grid may fill.
  constructor() {
    Object.assign(this, { rows: 0, columns: 0, zoom: 1, x: 0, y: 0, box: { left: 0, top: 0, width: 1, height: 1 } });
  }

  // Keeps the zoom where the number of squares is the same.
  fit(rows, columns, box) {
    if (rows !== this.rows || columns !== this.columns) Object.assign(this, { zoom: 1, x: 0, y: 0 });
    Object.assign(this, { rows, columns, box });
    const across = box.width / Math.max(columns, 1), down = box.height / Math.max(rows, 1), side = Math.min(across, down);
    // Squares, unless that would make a thread of it.
    this.base = [Math.max(side, Math.min(across, across / SLENDER)), Math.max(side, Math.min(down, down / SLENDER))];
    this.clamp();
  }

  get wide() { return this.base[0] * this.zoom; }
  get high() { return this.base[1] * this.zoom; }

  // Where the grid is drawn: it is centred across where it is narrower than the box.
  get left() { return this.box.left + Math.max(0, (this.box.width - this.columns * this.wide) / 2); }
  get top() { return this.box.top; }
  get width() { return Math.min(this.box.width, this.columns * this.wide); }
  get height() { return Math.min(this.box.height, this.rows * this.high); }

  clamp() {
    const most = Math.max(1, LARGEST / Math.max(1e-9, Math.min(...this.base)));
    this.zoom = Math.max(1, Math.min(most, this.zoom));
    this.x = Math.max(0, Math.min(this.columns - this.width / this.wide, this.x));
    this.y = Math.max(0, Math.min(this.rows - this.height / this.high, this.y));
  }

  // Zooms about a point of the stage.
  magnify(factor, px = this.left + this.width / 2, py = this.top + this.height / 2) {
    const column = this.x + (px - this.left) / this.wide, row = this.y + (py - this.top) / this.high;
    this.zoom *= factor;
    this.clamp();
    this.x = column - (px - this.left) / this.wide;
    this.y = row - (py - this.top) / this.high;
    this.clamp();
  }

  drag(dx, dy) {
    this.x -= dx / this.wide;
    this.y -= dy / this.high;
    this.clamp();
  }

  reset() {
    Object.assign(this, { zoom: 1, x: 0, y: 0 });
  }

  // Moves as little as shows a square whole.
  reveal(row, column) {
    this.x = Math.min(column, Math.max(column + 1 - this.width / this.wide, this.x));
    this.y = Math.min(row, Math.max(row + 1 - this.height / this.high, this.y));
    this.clamp();
  }

  // The left edge of a column and the top edge of a row on the stage.
  across(column) { return this.left + (column - this.x) * this.wide; }
  down(row) { return this.top + (row - this.y) * this.high; }

  // [row, column] under a point, null beside the grid.
  at(px, py) {
    if (px < this.left || px >= this.left + this.width || py < this.top || py >= this.top + this.height) return null;
    const row = Math.floor(this.y + (py - this.top) / this.high), column = Math.floor(this.x + (px - this.left) / this.wide);
    return row < this.rows && column < this.columns ? [row, column] : null;
  }

  // The squares that are seen, if only in part.
  get seen() {
    const row = Math.floor(this.y + 1e-6), column = Math.floor(this.x + 1e-6);
    return { row, column, rows: Math.min(this.rows, Math.ceil(this.y + this.height / this.high - 1e-6)) - row,
      columns: Math.min(this.columns, Math.ceil(this.x + this.width / this.wide - 1e-6)) - column };
  }
}

// Drag moves, the wheel and two fingers zoom, a double click resets, a click or a tap is told.
export function driveGrid(canvas, grid, told) {
  const magnify = (factor, x, y) => grid.magnify(factor, ((x + 1) / 2) * canvas.clientWidth, ((1 - y) / 2) * canvas.clientHeight);
  driveCamera(canvas, { magnify, drag: (dx, dy) => grid.drag(dx, dy) }, told);
  canvas.addEventListener("dblclick", () => { grid.reset(); told.moved(); });
}
