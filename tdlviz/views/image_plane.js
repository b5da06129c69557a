// The part of an image that is seen: all of it or one slice of a volume, and where it lies on the stage.
// Lengths are in pixels of the image; the middle of its first pixel is at (0, 0), rows run downwards.
import { Camera } from "./shared/camera.js";

export class ImagePlane {
  // axis, at: the axis that slices go along, and which is shown; of no meaning but in a volume.
  constructor(grid, axis, at) {
    this.grid = grid;
    this.camera = new Camera(true, [1, 1]);
    this.cut(axis, at);
  }

  cut(axis, at) {
    const { shape, dim } = this.grid, axes = shape.map((_, a) => a).filter((a) => dim < 3 || a !== axis);
    const along = (a) => shape.slice(a + 1).reduce((x, y) => x * y, 1);
    Object.assign(this, { axis: dim < 3 ? -1 : axis, at: dim < 3 ? 0 : at, across: axes.at(-1), down: axes.at(-2) ?? -1 });
    this.columns = shape[this.across];
    this.rows = this.down < 0 ? 1 : shape[this.down];
    this.strides = [this.down < 0 ? 0 : along(this.down), along(this.across)];
    this.first = this.axis < 0 ? 0 : this.at * along(this.axis);
    this.camera.extent = [this.columns / 2, this.rows / 2];
  }

  get slices() {
    return this.axis < 0 ? 1 : this.grid.shape[this.axis];
  }

  // The place in the image of the pixel at a row and a column.
  pixel(row, column) {
    return this.first + row * this.strides[0] + column * this.strides[1];
  }

  // Says where the image lies on a stage of this size.
  lay(width, height) {
    const { zoom, pan } = this.camera;
    this.scale = 0.9 * zoom * Math.min(width / this.columns, height / this.rows);
    this.left = (width * (1 + pan[0]) - this.columns * this.scale) / 2;
    this.top = (height * (1 - pan[1]) - this.rows * this.scale) / 2;
    const part = (from, size, n) => [Math.max(0, Math.floor(-from / this.scale)), Math.min(n, Math.ceil((size - from) / this.scale))];
    this.seen = { columns: part(this.left, width, this.columns), rows: part(this.top, height, this.rows) };
  }

  x(column) { return this.left + (column + 0.5) * this.scale; }
  y(row) { return this.top + (row + 0.5) * this.scale; }

  // The doubled place of the cell under a point of the stage: a pixel, or with `fine` whatever is near.
  placeAt(x, y, fine) {
    const place = new Array(this.grid.dim), { shift } = this.grid;
    const set = (axis, at) => {
      const doubled = 2 * at + shift, even = 2 * Math.round(doubled / 2);
      const near = Math.abs(doubled - even) * this.scale < Math.min(14, 0.5 * this.scale);
      place[axis] = !fine ? 2 * Math.round(at) + shift : near ? even : 2 * Math.floor(doubled / 2) + 1;
    };
    set(this.across, (x - this.left) / this.scale - 0.5);
    const row = (y - this.top) / this.scale - 0.5;
    if (this.down >= 0) set(this.down, row);
    else if (Math.abs(row) > 0.5) return null;
    if (this.axis >= 0) place[this.axis] = 2 * this.at + shift;
    return place;
  }

  // How many slices a cell is away; half a slice still touches.
  distance(place) {
    if (this.axis < 0) return 0;
    const gap = Math.abs((place[this.axis] - this.grid.shift) / 2 - this.at);
    return this.grid.wraps[this.axis] ? Math.min(gap, this.slices - gap) : gap;
  }

  // The one or two slices that a cell touches.
  touched(place) {
    const at = (place[this.axis] - this.grid.shift) / 2, n = this.slices, wraps = this.grid.wraps[this.axis];
    const found = [...new Set([Math.floor(at), Math.ceil(at)])].map((k) => (wraps ? (k + n) % n : k));
    return found.filter((k) => k >= 0 && k < n);
  }

  // Middle and widths of a cell as it is drawn; twice where it is on both ends of an axis that closes up.
  boxes(place) {
    const pixel = place.every((x) => (x & 1) === this.grid.shift);
    const along = (axis) => {
      if (axis < 0) return [[0, this.grid.cells || pixel ? 1 : 0]];
      const n = this.grid.shape[axis], at = (place[axis] - this.grid.shift) / 2, wide = place[axis] & 1 || pixel ? 1 : 0;
      const other = !this.grid.wraps[axis] ? [] : at < 0 ? [at + n] : at > n - 1 ? [at - n] : [];
      return [at, ...other].map((middle) => [middle, wide]);
    };
    return along(this.down).flatMap(([row, tall]) => along(this.across).map(([column, wide]) => ({ row, column, wide, tall })));
  }

  // Moves the camera where a place would be outside the stage.
  reveal(place, width, height) {
    const [{ row, column }] = this.boxes(place), [x, y] = [this.x(column), this.y(row)];
    const beyond = (at, size) => (at < 20 ? 20 - at : at > size - 20 ? size - 20 - at : 0);
    this.camera.drag(beyond(x, width), beyond(y, height), width, height);
  }
}
