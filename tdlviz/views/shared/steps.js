// What a view shows over the steps of its tracks. Frames stay in the page as they come, so that one
// can scrub through a run while the kernel is busy or gone; all outputs of one view share them.
import { unpack } from "./unpack.js";
import { make, write } from "./frame.js";
import { Player } from "./player.js";

const REELS = (globalThis.__tdlvizReels ??= new Map()), ROOM = 128e6;

export class Steps {
  // trait: the one whose payload changes from step to step.
  constructor(model, trait) {
    Object.assign(this, { model, trait, name: model.get("options").uid });
    if (!REELS.has(this.name)) REELS.set(this.name, { users: 0, frames: new Map(), order: [], bytes: 0, dropped: 0, cuts: [] });
    this.reel = REELS.get(this.name);
    this.reel.users++;
    this.read();
    this.recall();
    // A page that has only the last of several steps asks for the others.
    if (this.newest > 0 && this.reel.order.length === 1) this.ask();
  }

  ask() {
    if (this.model.get("options").saved) return;
    this.model.set("recalled", (this.model.get("recalled") ?? 0) + 1);
    this.model.save_changes();
  }

  read() {
    const frame = this.put(this.model.get(this.trait));
    if (this.live && this.isVoid(frame)) return;
    this.live = frame;
    this.newest = this.live.values.step ?? -1;
  }

  recall() {
    const { frames, offsets, steps, values } = unpack(this.model.get("history"));
    if (!steps) return;
    this.reel.dropped = values.dropped;
    steps.forEach((step, i) => {
      if (!this.reel.frames.has(step)) this.put(frames.subarray(offsets[i], offsets[i + 1]));
    });
  }

  put(payload) {
    const frame = unpack(payload), { step, cuts = [] } = frame.values, { frames } = this.reel;
    this.forget(cuts);
    if (!(step >= 0) || this.isVoid(frame)) return frame;
    if (frames.has(step)) this.reel.bytes -= frames.get(step).bytes;
    frames.set(step, { frame, bytes: payload.byteLength });
    this.reel.bytes += payload.byteLength;
    this.reel.order = [...frames.keys()].sort((a, b) => a - b);
    if (this.reel.bytes > ROOM) this.thin();
    return frame;
  }

  // Drops what was cut away since the page last heard; cuts: a list a tape, to which they only add.
  forget(cuts) {
    const { reel } = this, fresh = cuts.flatMap((list, tape) => list.slice(reel.cuts[tape]?.length ?? 0)), to = Math.min(...fresh);
    if (!fresh.length) return;
    reel.cuts = cuts.map((list, tape) => (list.length > (reel.cuts[tape]?.length ?? 0) ? list : reel.cuts[tape]));
    for (const step of reel.order.filter((step) => step > to)) {
      reel.bytes -= reel.frames.get(step).bytes;
      reel.frames.delete(step);
    }
    reel.order = reel.order.filter((step) => step <= to);
    if (reel.dropped) this.ask(); // how many of those left out are later, only Python knows
  }

  // Whether a frame was made before a cut that took its step away.
  isVoid({ values: { step, cuts = [] } }) {
    return this.reel.cuts.some((list, tape) => list.slice(cuts[tape]?.length ?? 0).some((cut) => cut < step));
  }

  thin() {
    const { reel } = this;
    reel.order.slice(1, -1).filter((_, i) => i % 2 === 0).forEach((step) => {
      reel.bytes -= reel.frames.get(step).bytes;
      reel.frames.delete(step);
      reel.dropped++;
    });
    reel.order = reel.order.filter((step) => reel.frames.has(step));
  }

  get order() { return this.reel.order; }

  // The frame as it stood at `step`, the newest for null or undefined.
  at(step) {
    const { order, frames } = this.reel;
    if (step === null || step === undefined || !order.length) return this.live;
    let place = 0;
    while (place + 1 < order.length && order[place + 1] <= step) place++;
    return frames.get(order[place]).frame;
  }

  close() {
    if (--this.reel.users === 0) REELS.delete(this.name);
  }
}

// The row with the scrubber; there once a view has two steps.
export class Stepper {
  constructor(frame, steps, go) {
    Object.assign(this, { frame, steps, go, step: null });
    this.show(null);
  }

  build() {
    const { frame } = this, row = make("div", "tv-foot");
    frame.note.before(row);
    this.player = new Player(row, { name: "Play steps", at: () => this.share(), go: (share) => this.slide(share) });
    frame.undo.push(() => this.player.stop());
    const label = make("label", "", row, "step");
    this.slider = make("input", "", label);
    this.slider.type = "range";
    this.output = make("output", "", row);
    this.left = make("span", "", row);
    this.slider.addEventListener("input", () => this.move(+this.slider.value));
  }

  ends() {
    const { order } = this.steps;
    return [order[0] ?? 0, order[order.length - 1] ?? 0];
  }

  share() {
    const [first, last] = this.ends();
    return this.step === null || this.step >= last ? 1 : (this.step - first) / (last - first || 1);
  }

  slide(share) {
    const [first, last] = this.ends();
    this.move(share >= 1 ? last : first + (last - first) * share);
  }

  move(step) {
    this.go(step >= this.ends()[1] ? null : step);
  }

  show(step) {
    const [first, last] = this.ends(), shown = step ?? last;
    this.step = step;
    if (!this.slider && this.steps.order.length < 2) return;
    if (!this.slider) this.build();
    Object.assign(this.slider, { min: first, max: last, step: 1 });
    this.slider.value = shown;
    write(this.output, step === null ? `${last} (last)` : String(Math.floor(shown)));
    this.slider.setAttribute("aria-valuetext", this.output.textContent);
    const { dropped } = this.steps.reel;
    write(this.left, dropped ? `${dropped.toLocaleString("en")} steps between left out` : "");
  }
}
