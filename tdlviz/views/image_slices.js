// The row that chooses a slice of a volume: its axis, its place, and a way to where the marks are.
import { make, write } from "./shared/frame.js";

const SLICED = ["depth", "row", "column"];

export class SliceRow {
  // go(axis, at) shows a slice; seek() goes to the slice with most of the marks.
  constructor(frame, shape, go, seek) {
    Object.assign(this, { shape, go });
    const row = make("div", "tv-foot"), label = make("label", "", row, "slice");
    frame.foot.before(row);
    this.axis = make("select", "", label);
    this.axis.setAttribute("aria-label", "axis of the slices");
    SLICED.forEach((name) => make("option", "", this.axis, name));
    this.slider = make("input", "", label);
    Object.assign(this.slider, { type: "range", min: 0, step: 1 });
    this.slider.setAttribute("aria-label", "slice");
    this.output = make("output", "", row);
    this.button = make("button", "", row, "Go to");
    Object.assign(this.button, { type: "button", title: "Show the slice with most of the selected cells", hidden: true });
    this.axis.addEventListener("change", () => this.turn());
    this.slider.addEventListener("input", () => go(this.axis.selectedIndex, +this.slider.value));
    this.button.addEventListener("click", seek);
  }

  turn() {
    const axis = this.axis.selectedIndex;
    this.go(axis, Math.floor(this.shape[axis] / 2));
  }

  show(axis, at) {
    this.axis.selectedIndex = axis;
    this.slider.max = this.shape[axis] - 1;
    this.slider.value = at;
    write(this.output, `${at} of 0–${this.shape[axis] - 1}`);
    this.slider.setAttribute("aria-valuetext", `${SLICED[axis]} ${this.output.textContent}`);
  }
}
