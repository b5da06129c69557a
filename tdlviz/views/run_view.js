// The buttons of a run, how far it is, and what watching it costs. All is words and controls of the
// page itself, so that a keyboard and a screen reader have them, too.
import { Picture, mounting } from "./shared/picture.js";
import { make, makeButton, write } from "./shared/frame.js";
import { costs, progressWords } from "./run_words.js";

const SPEEDS = [["full speed", null], ["100 a second", 100], ["30 a second", 30], ["10 a second", 10], ["3 a second", 3], ["1 a second", 1]];
const PATIENCE = 3000; // milliseconds that an order may go unanswered before the reader is told

class RunPicture extends Picture {
  constructor(model, host) {
    super(model, host);
    const { frame } = this;
    frame.stage.hidden = true;
    this.name = make("strong", "", frame.head);
    this.phase = make("strong", "", frame.head);
    this.words = make("span", "", frame.head);
    this.words.style.whiteSpace = "normal";
    frame.foot.classList.add("tv-wrap");
    this.buildButtons(frame.foot);
    this.buildProgress(make("div", "tv-foot tv-wrap"));
    this.trace = make("pre", "tv-trace");
    frame.note.after(this.trace);
    this.on("change:status", () => this.report());
    frame.undo.push(() => clearTimeout(this.waiting));
    this.begin("run");
    this.report();
  }

  buildButtons(row) {
    this.play = makeButton(row, "Train", () => this.order(this.playing ? "pause" : "play", this.playing ? null : this.wanted()));
    this.one = makeButton(row, "Step", () => this.order("step"));
    this.stop = makeButton(row, "Stop", () => this.order("stop"));
    this.back = makeButton(row, "Rewind", () => this.rewind());
    const many = make("label", "tv-short", row, "steps");
    this.many = make("input", "", many);
    Object.assign(this.many, { type: "number", min: 1, step: 1, placeholder: "no end" });
    const speed = make("label", "tv-short", row, "speed");
    this.speed = make("select", "", speed);
    SPEEDS.forEach(([text]) => make("option", "", this.speed, text));
    this.speed.addEventListener("change", () => this.order("speed", SPEEDS[this.speed.selectedIndex][1]));
  }

  buildProgress(row) {
    this.frame.note.before(row);
    this.bar = make("progress", "", row);
    this.bar.setAttribute("aria-label", "Progress of the run");
    this.far = make("span", "", row);
  }

  get status() { return this.model.get("status"); }
  get playing() { return this.status.phase === "playing"; }

  // The steps to play: what a pause has left goes on if the number was not touched.
  wanted() {
    const wanted = this.many.value === "" ? null : Math.max(1, Math.round(+this.many.value));
    const { step, end } = this.status, left = end !== null && end > step;
    if (wanted !== this.asked || !left) { this.asked = wanted; return wanted; }
    return null;
  }

  order(name, value = null) {
    const serial = (this.model.get("order")[0] ?? 0) + 1;
    this.model.set("order", [serial, name, value]);
    this.model.save_changes();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.unanswered(), PATIENCE);
  }

  unanswered() {
    write(this.words, "No answer from Python yet: another cell may be running, or the kernel is gone.");
  }

  rewind() {
    this.order("rewind", Math.max(-1, Math.floor(this.chosen())));
    this.bus.say("step", null);
  }

  chosen() { return this.step ?? this.status.step; }

  heard(key) {
    if (key === "step") this.report();
  }

  report() {
    if (!this.far || !this.bus) return;
    clearTimeout(this.waiting);
    const { status, frame } = this, { phase, words, fault, step, first, end, earliest } = status;
    const gone = Boolean(this.model.get("options").saved);
    write(this.name, status.name && `${status.name}:`);
    this.name.hidden = !status.name;
    write(this.phase, phase[0].toUpperCase() + phase.slice(1));
    write(this.words, gone ? "as it was when this page was saved" : words);
    write(this.play, this.playing ? "Pause" : "Train");
    const target = Math.floor(this.chosen());
    write(this.back, this.step === null ? "Rewind" : `Rewind to step ${target}`);
    this.back.title = earliest === null ? "Nothing is kept that a rewind could restore" : `Back to any step from ${earliest} on: scrub to it first`;
    this.back.disabled = gone || earliest === null || this.step === null || target < earliest;
    [this.play, this.one, this.stop, this.many, this.speed].forEach((control) => { control.disabled = gone; });
    this.stop.disabled = gone || (!this.playing && !(end > step));
    this.speed.selectedIndex = Math.max(0, SPEEDS.findIndex(([, limit]) => limit === status.limit));
    if (end === null && this.playing) this.bar.removeAttribute("value");
    else Object.assign(this.bar, { max: Math.max(1, (end ?? step) - first), value: Math.max(0, step - first) });
    write(this.far, progressWords(status));
    write(frame.note, costs(status.meter));
    write(this.trace, fault);
    this.trace.hidden = !fault;
    if (phase !== this.told) frame.say(`${status.name} ${phase} at step ${step}. ${words}`);
    this.told = phase;
    frame.root.dataset.drawn = +(frame.root.dataset.drawn ?? 0) + 1;
  }

  draw() {}
}

export default mounting(RunPicture, "run");
