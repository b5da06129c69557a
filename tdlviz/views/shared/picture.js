// What every view does around its own drawing: the frame, the bus, the steps, theme, faults and keys.
import { followTheme } from "./theme.js";
import { joinBus, tellPython } from "./bus.js";
import { Steps, Stepper } from "./steps.js";
import { make, makeFrame, keepDrawn, applyTheme, closeFrame } from "./frame.js";

// A view extends this with draw(size), and where it cares with heard(key, value) for what the linked
// views say, stepped() for `now`, the payload of the step that is shown, rebuild() for new geometry,
// themed(), and key(key, event), which says whether the key was for it.
export class Picture {
  // trait: the payload that changes from step to step.
  constructor(model, host, trait = "channels") {
    Object.assign(this, { model, threshold: Infinity, hovered: null, selection: [], step: null });
    this.frame = makeFrame(model, host);
    this.steps = new Steps(model, trait);
    this.now = this.steps.live;
    keepDrawn(this.frame, (size) => this.draw(size));
  }

  // The end of a view's constructor, when all that it draws with is there; called for a view without one.
  begin(label) {
    const { frame, model } = this, { canvas, root } = frame;
    canvas.setAttribute("aria-label", label);
    canvas.addEventListener("keydown", (event) => this.pressed(event));
    this.stepper = new Stepper(frame, this.steps, (step) => this.bus.say("step", step));
    frame.undo.push(() => this.steps.close());
    this.bus = joinBus(model, (key, value) => this.take(key, value));
    frame.undo.push(() => this.bus.close());
    this.on("change:geometry", () => this.rebuild());
    this.on(`change:${this.steps.trait}`, () => { this.steps.read(); this.advance(); });
    this.on("change:history", () => { this.steps.recall(); this.advance(); });
    this.on("change:fault", () => frame.fail(model.get("fault")));
    frame.fail(model.get("fault"));
    // Sliders send nothing while they move; Python learns their values when the reader leaves.
    const leave = () => ["filtration", "step"].forEach((key) => tellPython(model, key, whole(key, this.bus.get(key))));
    for (const name of ["pointerleave", "focusout"]) {
      root.addEventListener(name, leave);
      frame.undo.push(() => root.removeEventListener(name, leave)); // to be taken away is not to be left
    }
    frame.undo.push(followTheme(model, root.parentNode, (theme) => { applyTheme(frame, theme); this.themed(); }));
    frame.redraw();
  }

  on(name, action) {
    this.model.on(name, action);
    this.frame.undo.push(() => this.model.off(name, action));
  }

  take(key, value) {
    if (key === "filtration") this.threshold = value === null || value === undefined ? Infinity : Math.fround(value);
    else if (key === "hover") this.hovered = value;
    else if (key === "step") { this.step = value; this.advance(); }
    else if (key === "selection") {
      this.selection = value;
      tellPython(this.model, "selection", value);
    }
    this.heard(key, value);
    this.frame.redraw();
  }

  advance() {
    this.stepper?.show(this.step);
    const next = this.steps.at(this.step);
    if (next === this.now) return;
    this.now = next;
    this.stepped();
    this.frame.redraw();
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!this.key(key, event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Says to all linked views what lies under the pointer, and beside it in words.
  point(mark, text, event) {
    this.frame.hint(text, event);
    if (JSON.stringify(mark) !== JSON.stringify(this.hovered ?? null)) this.bus.say("hover", mark);
  }

  rebuild() {}
  heard() {}
  stepped() {}
  themed() {}
  key() { return false; }

  close() {
    closeFrame(this.frame);
  }
}

const whole = (key, value) => (key === "step" && typeof value === "number" ? Math.floor(value) : value ?? null);

const open = new Set();

// The widget of a view's module. What fails at the start is told where the picture would be.
export const mounting = (View, what) => ({
  render({ model, el }) {
    try {
      const picture = new View(model, el);
      if (!picture.bus) picture.begin(what);
      open.add(picture);
      return () => { open.delete(picture); picture.close(); };
    } catch (problem) {
      el.replaceChildren();
      const strip = make("div", "tv-view", el);
      make("div", "tv-error", strip, `This ${what} could not be shown: ${problem.message}`).setAttribute("role", "alert");
      return () => strip.remove();
    }
  },

  // JupyterLab holds on to the models of closed widgets for as long as their kernel lives, so they are
  // left with nothing that is large. A model remembers what its last change replaced: a word. marimo
  // takes the model before its views, and tells them of silent changes.
  initialize: ({ model }) => () => {
    const nothing = new DataView(new ArrayBuffer(0)), { payloads, uid } = model.get("options");
    const its = [...open].filter((picture) => picture.model.get("options").uid === uid);
    its.forEach((picture) => { open.delete(picture); picture.close(); });
    const left = [...payloads.map((name) => [name, nothing]), ["_esm", ""], ["fault", "closed"]];
    left.forEach(([name, value]) => model.set(name, value, { silent: true }));
  },
});
