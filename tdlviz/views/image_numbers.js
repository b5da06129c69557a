// What an image says of its cells: values, births, words.
import { number, cellName } from "./shared/frame.js";

export class ImageNumbers {
  // geometry: what stays; image: codes, values and meaning of what is shown now, null before the first.
  constructor(grid, geometry, image) {
    Object.assign(this, { grid, geometry, image });
  }

  // When a cell enters: as it was sent, or with its first pixel, or where pixels are vertices its last.
  birth({ rank, cell }, place) {
    const { births } = this.geometry, own = this.geometry[`birth${rank}`];
    if (own || !births) return own?.[cell];
    const around = this.grid.pixelsAt(place).map((pixel) => births[pixel]);
    return this.grid.cells ? Math.min(...around) : Math.max(...around);
  }

  entered(found, place, threshold) {
    return !this.geometry.births || this.birth(found, place) <= threshold;
  }

  // How many pixels have entered.
  count(threshold) {
    const { births } = this.geometry, { grid } = this;
    if (!births || threshold === Infinity) return grid.count(grid.pixelRank);
    let count = 0;
    for (let pixel = 0; pixel < births.length; pixel++) count += births[pixel] <= threshold;
    return count;
  }

  // The value of a pixel; about, where only its step on the scale has crossed.
  value(pixel) {
    const { codes, values, low, high, same } = this.image;
    if (!codes[pixel]) return "missing";
    const exact = same ? this.geometry.births : values;
    return exact ? number(exact[pixel]) : `≈${number(+(low + ((codes[pixel] - 1) / 254) * (high - low)).toPrecision(3))}`;
  }

  describe({ rank, cell, place }) {
    const where = place.map((x) => (x - this.grid.shift) / 2).join(", "), birth = this.birth({ rank, cell }, place);
    const enters = birth === undefined ? "" : `enters at ${number(birth)}`;
    if (rank !== this.grid.pixelRank) return [`${cellName(rank, cell)} at (${where})`, enters].filter(Boolean).join("\n");
    const [pixel] = this.grid.pixelsAt(place), value = this.image ? ` = ${this.value(pixel)}` : "";
    return [`pixel (${where})${value}`, enters].filter(Boolean).join("\n");
  }
}
