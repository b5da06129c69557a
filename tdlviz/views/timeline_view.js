// TimelineView: numbers and spectra over steps, and the scrubber that moves every linked view.
import { unpack } from "./shared/unpack.js";
import { Picture, mounting } from "./shared/picture.js";
import { make, makeButton, write } from "./shared/frame.js";
import { Story, placeAt } from "./timeline_story.js";
import { panelsOf, layPanels, heightNeeded } from "./timeline_panels.js";
import { paintPanel, paintNames, paintStep } from "./timeline_paint.js";
import { Scrubber, makeSmoother } from "./timeline_foot.js";
import { Legend } from "./timeline_legend.js";
import { remarks, spoken, valueWords } from "./timeline_words.js";

const HELP = "Click or drag to show an earlier step in all linked views. Keys: left and right one step, with shift ten, "
  + "Home and End first and last, space plays, Escape follows the newest.";

class TimelinePicture extends Picture {
  constructor(model, host) {
    super(model, host);
    const { panels, scale, smooth } = model.get("options");
    Object.assign(this, { panels: [], layout: panels, log: scale === "log", smooth, hidden: new Set(), pointed: null });
    this.plate = document.createElement("canvas"); // all but the lines at the steps
    this.context = this.frame.canvas.getContext("2d", { alpha: false });
    this.story = new Story(this.now);
    this.build();
    this.listen();
    this.hear();
    this.begin(`Numbers over steps: ${this.story.tracks.map((track) => track.name).join(", ")}. ${HELP}`);
    this.tell();
  }

  build() {
    const { head, stage, foot, undo } = this.frame;
    this.title = make("strong", "", head);
    make("span", "tv-space", head);
    this.logButton = makeButton(head, "log", () => { this.log = !this.log; this.stale(); });
    this.logButton.title = "Logarithmic scale of the values";
    this.legend = new Legend(stage, (place) => this.toggle(place));
    foot.classList.add("tv-wrap");
    this.scrubber = new Scrubber(foot, (step) => this.bus.say("step", step));
    undo.push(() => this.scrubber.player.stop());
    makeSmoother(foot, this.smooth, (smooth) => { this.smooth = smooth; this.stale(); });
  }

  listen() {
    const { canvas } = this.frame;
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.dragging = this.stepAt(event) !== null;
      if (this.dragging) this.scrubber.move(this.stepAt(event));
    });
    canvas.addEventListener("pointermove", (event) => {
      if (this.dragging) this.scrubber.move(this.stepAt(event) ?? this.pointed);
      this.pointAt(event);
    });
    canvas.addEventListener("pointerup", () => { if (this.dragging) this.speak(); this.dragging = false; });
    canvas.addEventListener("pointercancel", () => { this.dragging = false; });
    canvas.addEventListener("pointerleave", () => this.pointAt(null));
    this.on("change:tail", () => this.hear());
  }

  // What came since the whole was sent. Where a message was missed, the whole is asked for again.
  hear() {
    if (this.story.join(unpack(this.model.get("tail")))) return this.stale();
    if (this.asked || this.model.get("options").saved) return;
    this.asked = true;
    this.model.set("recalled", (this.model.get("recalled") ?? 0) + 1);
    this.model.save_changes();
  }

  stepped() {
    this.story = new Story(this.now);
    this.asked = false;
    this.hear();
  }

  themed() { this.stale(); }

  heard(key) {
    if (key === "step") this.tell();
  }

  stale() {
    this.drawnAt = "";
    this.tell();
    this.frame.redraw();
  }

  // The whole step that is shown, null where the newest is followed.
  get shown() {
    const { ends } = this.story;
    return this.step === null || this.step === undefined || !ends || this.step >= ends[1] ? null : Math.floor(this.step);
  }

  get visible() {
    return this.story.tracks.filter((_, i) => !this.hidden.has(i));
  }

  tell() {
    const { tracks, ends } = this.story, { root, note, theme } = this.frame;
    write(this.title, tracks.map((track) => track.name).join(", "));
    this.logButton.setAttribute("aria-pressed", String(this.log));
    this.scrubber.show(ends, this.shown);
    this.legend.show(tracks, this.hidden, theme, (track) => valueWords(track, this.shown));
    root.dataset.steps = tracks.map((track) => track.steps.length).join(",");
    root.dataset.step = this.shown ?? "";
    write(note, remarks(this.visible, this.log).join(" "));
  }

  speak() {
    this.frame.say(`${this.scrubber.output.textContent}: ${spoken(this.visible, this.shown)}`);
  }

  toggle(place) {
    if (!this.hidden.delete(place)) this.hidden.add(place);
    this.frame.say(`${this.story.tracks[place].name} ${this.hidden.has(place) ? "hidden" : "shown"}.`);
    this.stale();
  }

  panelAt(event) {
    return this.panels.find(({ box }) => event.offsetY <= box.top + box.h + 34) ?? this.panels[this.panels.length - 1];
  }

  stepAt(event) {
    const panel = this.panelAt(event);
    return panel && !panel.curved && this.story.ends ? Math.round(panel.x.invert(event.offsetX)) : null;
  }

  pointAt(event) {
    const panel = event && this.panelAt(event), { ends } = this.story;
    this.pointed = panel && !panel.curved && ends ? Math.max(ends[0], Math.min(ends[1], this.stepAt(event))) : null;
    this.frame.hint(panel ? this.hintOf(panel, event) : "", event);
    this.frame.redraw();
  }

  hintOf(panel, event) {
    if (!panel.curved) {
      return this.pointed === null ? "" : [`step ${this.pointed}`, ...panel.tracks.map((track) => `${track.name} ${valueWords(track, this.pointed)}`)].join("\n");
    }
    const [track] = panel.tracks, entry = Math.max(0, Math.min(track.steps.length - 1, Math.round(panel.x.invert(event.offsetX))));
    return track.steps.length ? `${track.name}\nentry ${entry}: ${valueWords({ ...track, kind: "number" }, entry)}` : "";
  }

  key(key, event) {
    const order = this.story.order, place = placeAt(order, this.shown), far = event.shiftKey ? 10 : 1;
    const actions = {
      ArrowLeft: () => this.walk(order, place - far),
      ArrowRight: () => this.walk(order, place + far),
      Home: () => this.walk(order, 0),
      End: () => this.walk(order, order.length - 1),
      " ": () => this.scrubber.player.button.click(),
      Escape: () => this.bus.say("step", null),
    };
    actions[key]?.();
    if (key in actions && key !== " ") this.speak();
    return key in actions;
  }

  walk(order, place) {
    if (order.length) this.scrubber.move(order[Math.max(0, Math.min(order.length - 1, place))]);
  }

  draw(size) {
    const { theme } = this.frame, look = { ...size, theme, colours: PALETTE.themes[theme], log: this.log, smooth: this.smooth };
    const at = `${size.width}×${size.height}×${size.ratio}`;
    if (this.drawnAt !== at) this.paintPlate(look);
    this.drawnAt = at;
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.drawImage(this.plate, 0, 0);
    this.context.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
    if (this.pointed !== null) paintStep(this.context, this.panels, this.pointed, look, false);
    if (this.shown !== null) paintStep(this.context, this.panels, this.shown, look, true);
  }

  paintPlate(look) {
    const { width, height, ratio, colours } = look, context = this.plate.getContext("2d", { alpha: false });
    const groups = panelsOf(this.visible, { panels: this.layout, log: this.log });
    this.frame.stage.style.height = `${Math.max(this.model.get("options").tall, heightNeeded(groups))}px`;
    Object.assign(this.plate, { width: this.frame.canvas.width, height: this.frame.canvas.height });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = colours.ground;
    context.fillRect(0, 0, width, height);
    this.panels = layPanels(groups, this.story.ends, look);
    for (const panel of this.panels) {
      paintPanel(context, panel, look);
      paintNames(context, panel, look);
    }
    this.tell();
  }
}

export default mounting(TimelinePicture, "timeline");
