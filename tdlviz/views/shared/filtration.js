// The row with the slider along a filtration and its Play button.
import { make, number, write } from "./frame.js";
import { Player } from "./player.js";

const NOTCHES = 1000;

export class FiltrationSlider {
  // range: from where to where it slides; last: the value from which all is there.
  // go(value) is called with what the reader asks for, null for all.
  constructor(frame, { range, last }, go) {
    Object.assign(this, { range, last, go, threshold: Infinity });
    this.player = new Player(frame.foot, { name: "Play the filtration", at: () => this.share(), go: (share) => this.slide(share) });
    frame.undo.push(() => this.player.stop());
    const label = make("label", "", frame.foot, "filtration");
    this.slider = make("input", "", label);
    this.output = make("output", "", frame.foot);
    Object.assign(this.slider, { type: "range", min: 0, max: NOTCHES, step: 1 });
    this.slider.addEventListener("input", () => this.slide(this.slider.value / NOTCHES));
    this.show(Infinity);
  }

  share() {
    const [low, high] = this.range;
    return this.threshold >= high ? 1 : (this.threshold - low) / (high - low);
  }

  slide(share) {
    const [low, high] = this.range;
    this.go(share >= 1 ? null : low + (high - low) * share);
  }

  show(threshold, range = this.range) {
    Object.assign(this, { threshold, range });
    this.slider.disabled = this.player.button.disabled = range[0] === range[1];
    this.slider.value = Math.max(0, NOTCHES * this.share());
    write(this.output, threshold >= this.last ? `all (${number(this.last)})` : number(threshold));
    this.slider.setAttribute("aria-valuetext", this.output.textContent);
  }
}
