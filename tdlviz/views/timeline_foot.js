// The foot of a timeline: play, the slider of the steps, and how much the lines are smoothed.
import { make, write } from "./shared/frame.js";
import { Player } from "./shared/player.js";

export class Scrubber {
  // go(step): an integer, or null for the newest, which is followed.
  constructor(foot, go) {
    Object.assign(this, { go, ends: null, step: null, said: null, share: 1 });
    this.player = new Player(foot, { name: "Play steps", at: () => this.at(), go: (share) => this.play(share) });
    const label = make("label", "", foot, "step");
    this.slider = make("input", "", label);
    this.slider.type = "range";
    this.output = make("output", "", foot);
    this.slider.addEventListener("input", () => this.move(+this.slider.value));
  }

  move(step) {
    if (this.ends) this.go(step >= this.ends[1] ? null : Math.max(this.ends[0], Math.round(step)));
  }

  // Where playing stands between two whole steps, as long as nobody else has moved the step.
  at() {
    if (!this.ends) return 1;
    const [first, last] = this.ends, step = this.step ?? last;
    if (this.step !== null && this.step === this.said) return this.share;
    return (step - first) / (last - first || 1);
  }

  play(share) {
    if (!this.ends) return;
    const [first, last] = this.ends, step = Math.floor(first + share * (last - first));
    Object.assign(this, { share, said: share >= 1 ? null : step });
    this.move(share >= 1 ? last : step);
  }

  show(ends, step) {
    Object.assign(this, { ends, step });
    const [first, last] = ends ?? [0, 0], idle = !ends || first === last;
    this.slider.disabled = this.player.button.disabled = idle;
    Object.assign(this.slider, { min: first, max: last, step: 1 });
    this.slider.value = step ?? last;
    const all = last.toLocaleString("en");
    write(this.output, !ends ? "no steps yet" : step === null ? `live, step ${all}` : `step ${step.toLocaleString("en")} of ${all}`);
    this.slider.setAttribute("aria-valuetext", this.output.textContent);
  }
}

export function makeSmoother(foot, smooth, changed) {
  const label = make("label", "tv-short", foot, "smooth"), slider = make("input", "", label);
  Object.assign(slider, { type: "range", min: 0, max: 99, step: 1, value: Math.round(100 * smooth) });
  const tell = () => slider.setAttribute("aria-valuetext", `${slider.value} %`);
  slider.addEventListener("input", () => { tell(); changed(slider.value / 100); });
  tell();
}
