// The row that plays and moves the filtration value, which all linked views share.
import { Player } from "./player.js";
import { make, number } from "./frame.js";

export class FiltrationSlider {
  // range: the ends of the slider; last: from where on all is there; say(value) tells all views.
  constructor(frame, { range, last }, say) {
    Object.assign(this, { range, last, say, threshold: Infinity });
    this.player = new Player(frame.foot, { name: "Play the filtration", at: () => this.share(), go: (share) => this.slide(share) });
    frame.undo.push(() => this.player.stop());
    this.input = make("input", "", make("label", "", frame.foot, "filtration"));
    this.output = make("output", "", frame.foot);
    Object.assign(this.input, { type: "range", min: 0, max: 1000, step: 1, value: 1000 });
    this.input.addEventListener("input", () => this.slide(this.input.value / 1000));
    this.show(Infinity);
  }

  share() {
    const [low, high] = this.range;
    return this.threshold >= high ? 1 : (this.threshold - low) / (high - low);
  }

  slide(share) {
    const [low, high] = this.range;
    this.say(share >= 1 ? null : low + (high - low) * share);
  }

  show(threshold, range = this.range) {
    Object.assign(this, { threshold, range });
    this.input.disabled = this.player.button.disabled = range[0] === range[1];
    this.input.value = Math.max(0, 1000 * this.share());
    this.output.textContent = threshold >= this.last ? `all (${number(this.last)})` : number(threshold);
    this.input.setAttribute("aria-valuetext", this.output.textContent);
  }
}
