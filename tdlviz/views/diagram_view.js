// DiagramView: barcode and persistence diagram of the same bars, linked with the cells behind them.
import { followTheme } from "./shared/theme.js";
import { joinBus, tellPython } from "./shared/bus.js";
import { make, makeFrame, keepDrawn, applyTheme, closeFrame, number, plural } from "./shared/frame.js";
import { Bars } from "./diagram_bars.js";
import { MARGIN, layOut, paintBars, barAt } from "./diagram_paint.js";

const HELP = "Click a bar to light its cells. Keys: up and down walk the bars, left and right move the filtration value, "
  + "Home shows all, B changes between barcode and diagram, Escape clears.";

class DiagramPicture {
  constructor(model, host) {
    this.model = model;
    this.bars = new Bars(model.get("geometry"), model.get("channels"), model.get("options").saved);
    Object.assign(this, { mode: model.get("options").mode, threshold: Infinity, selection: [], lit: new Set(), hover: new Set(), waiting: -1 });
    const frame = (this.frame = makeFrame(model, host, `${this.bars.values.words}. ${HELP}`));
    this.context = frame.canvas.getContext("2d", { alpha: false });
    this.buildHead();
    keepDrawn(frame, (size) => this.draw(size));
    this.listen();
    this.announce();
  }

  buildHead() {
    const { head } = this.frame;
    this.title = make("strong", "", head, this.bars.values.title);
    this.readout = make("span", "", head);
    make("span", "tv-space", head);
    this.buttons = ["barcode", "diagram"].map((mode) => {
      const button = make("button", "", head, mode);
      button.type = "button";
      button.addEventListener("click", () => this.setMode(mode));
      return button;
    });
    this.setMode(this.mode);
  }

  setMode(mode) {
    this.mode = mode;
    this.buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.textContent === mode)));
    this.plan = null;
    this.frame.redraw?.();
  }

  listen() {
    const { frame, model } = this, { canvas, root } = frame;
    const on = (name, fn) => { model.on(name, fn); frame.undo.push(() => model.off(name, fn)); };
    canvas.addEventListener("pointerdown", (e) => this.press(e));
    canvas.addEventListener("pointermove", (e) => this.move(e));
    canvas.addEventListener("pointerup", () => { this.dragging = false; });
    canvas.addEventListener("pointerleave", () => this.setHover(-1));
    canvas.addEventListener("keydown", (e) => this.key(e));
    this.bus = joinBus(model, (key, value) => this.heard(key, value));
    frame.undo.push(() => this.bus.close());
    this.bus.say("range", this.bars.values.range);
    const leave = () => tellPython(model, "filtration", this.bus.get("filtration") ?? null);
    root.addEventListener("pointerleave", leave);
    root.addEventListener("focusout", leave);
    on("change:channels", () => {
      this.bars.setCycles(model.get("channels"));
      if (this.waiting >= 0 && this.bars.hasCycle(this.waiting)) this.select(this.waiting);
    });
    on("change:geometry", () => this.rebuild());
    on("change:fault", () => frame.fail(model.get("fault")));
    frame.fail(model.get("fault"));
    frame.undo.push(followTheme(model, root.parentNode, (theme) => applyTheme(frame, theme)));
  }

  rebuild() {
    this.bars = new Bars(this.model.get("geometry"), this.model.get("channels"), this.model.get("options").saved);
    this.title.textContent = this.bars.values.title;
    this.plan = null;
    this.bus.say("range", this.bars.values.range);
    this.announce();
    this.frame.redraw();
  }

  heard(key, value) {
    if (key === "filtration") this.threshold = value ?? Infinity;
    if (key === "selection") {
      this.selection = value;
      tellPython(this.model, "selection", value);
      const roles = ["selected", "birth", "death"];
      this.lit = new Set(value.filter((m) => roles.includes(m.role)).flatMap((m) => this.bars.of(m.rank, m.cells)));
    }
    if (key === "hover") this.hover = new Set(value ? this.bars.of(value.rank, value.cells) : []);
    this.announce();
    this.frame.redraw();
  }

  announce() {
    const at = this.threshold === Infinity ? "" : `at ${number(this.threshold)}: ${this.bars.alive(this.threshold)}`;
    this.readout.textContent = at;
    const tales = this.selection.map((m) => (m.role === "selected" ? this.bars.tale(m.rank, m.cells[0]) : m.text));
    this.frame.note.textContent = [...tales.filter(Boolean), this.summarised].filter(Boolean).join(" ");
    if (tales.some(Boolean)) this.frame.say(tales.filter(Boolean).join(" "));
    this.frame.root.dataset.lit = [...this.lit].join(",");
  }

  point(event) {
    const nearLine = Math.abs(event.offsetX - this.plan.x(this.threshold)) < 6 && this.threshold < Infinity;
    return { axis: nearLine || event.offsetY > this.frame.stage.clientHeight - MARGIN.bottom,
      bar: barAt(this.bars, this.plan, this.mode, event.offsetX, event.offsetY) };
  }

  press(event) {
    if (!this.plan) return;
    const { axis, bar } = this.point(event);
    if (axis) {
      this.frame.canvas.setPointerCapture(event.pointerId);
      this.dragging = true;
      this.slide(this.plan.x.invert(event.offsetX));
    } else {
      this.select(bar);
    }
  }

  move(event) {
    if (!this.plan) return;
    if (this.dragging) return this.slide(this.plan.x.invert(event.offsetX));
    const { axis, bar } = this.point(event);
    this.frame.canvas.style.cursor = axis ? "ew-resize" : bar >= 0 ? "pointer" : "default";
    this.setHover(axis ? -1 : bar, event);
  }

  setHover(bar, event) {
    const { tip, stage } = this.frame;
    tip.hidden = bar < 0;
    if (bar >= 0 && event) {
      tip.textContent = this.bars.words(bar);
      tip.style.left = `${Math.max(0, Math.min(event.offsetX + 12, stage.clientWidth - 200))}px`;
      tip.style.top = `${Math.max(event.offsetY - 28, 0)}px`;
    }
    if (bar === (this.hovered ?? -1)) return;
    this.hovered = bar;
    this.bus.say("hover", bar < 0 ? null : { rank: this.bars.dim[bar], cells: [this.bars.birthCell[bar]] });
  }

  slide(t) {
    const [low, high] = this.bars.values.range;
    this.bus.say("filtration", t >= high ? null : Math.max(low, t));
  }

  select(bar) {
    this.waiting = bar >= 0 && !this.bars.hasCycle(bar) ? bar : -1;
    this.chosen = bar;
    if (this.waiting >= 0) tellPython(this.model, "wanted", bar);
    this.bus.say("selection", bar < 0 ? [] : this.bars.marks(bar));
    if (bar < 0) this.frame.say("Selection cleared.");
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.plan) return;
    const rows = this.plan.rows ?? this.bars.rows(this.bars.count), now = rows.indexOf(this.chosen ?? -1);
    const [low, high] = this.bars.values.range, t = Math.min(this.threshold, high), step = (high - low) / 100;
    const actions = {
      ArrowDown: () => rows.length && this.select(rows[Math.min(now + 1, rows.length - 1)]),
      ArrowUp: () => rows.length && this.select(rows[Math.max(now - 1, 0)]),
      ArrowLeft: () => this.slide(t - step),
      ArrowRight: () => this.slide(t + step),
      Home: () => this.slide(high),
      Escape: () => this.select(-1),
      b: () => this.setMode(this.mode === "barcode" ? "diagram" : "barcode"),
    };
    const action = actions[event.key] ?? actions[event.key.toLowerCase()];
    if (!action) return;
    action();
    event.preventDefault();
    event.stopPropagation();
  }

  draw({ width, height, ratio }) {
    if (this.drawnAt !== `${width}×${height}`) this.plan = null;
    this.drawnAt = `${width}×${height}`;
    this.plan ??= layOut(this.bars, this.mode, width, height);
    this.summarise();
    const { theme } = this.frame;
    paintBars(this.context, this.bars, this.plan, {
      width, height, ratio, theme, colours: PALETTE.themes[theme], threshold: this.threshold, mode: this.mode, lit: this.lit, hover: this.hover,
    });
  }

  // Says in exact numbers what the picture leaves out.
  summarise() {
    const { bars, plan } = this, pixel = plan.x.invert(1) - plan.x.invert(0), all = plural(bars.count, "bars");
    let thin = 0;
    for (let i = 0; i < bars.count; i++) thin += bars.death[i] - bars.birth[i] < pixel;
    const under = thin ? `${thin.toLocaleString("en")} of ${all} are under a pixel.` : "";
    const cut = plan.rows && plan.rows.length < bars.count ? `Shown: the ${plan.rows.length.toLocaleString("en")} longest of ${all}.` : "";
    const next = [cut, under].filter(Boolean).join(" ");
    if (next === this.summarised) return;
    this.summarised = next;
    this.announce();
  }

  close() {
    closeFrame(this.frame);
  }
}

function render({ model, el }) {
  try {
    const picture = new DiagramPicture(model, el);
    return () => picture.close();
  } catch (problem) {
    const strip = make("div", "tv-view", el);
    make("div", "tv-error", strip, `This diagram could not be shown: ${problem.message}`).setAttribute("role", "alert");
    return () => strip.remove();
  }
}
export default { render };
