// DiagramView: barcode and persistence diagram of the same bars, linked with the cells behind them.
import { tellPython } from "./shared/bus.js";
import { Picture, mounting } from "./shared/picture.js";
import { make, number, plural } from "./shared/frame.js";
import { Bars } from "./diagram_bars.js";
import { MARGIN, layOut, paintBars, barAt } from "./diagram_paint.js";

const HELP = "Click a bar to light its cells. Keys: up and down walk the bars, left and right move the filtration value, "
  + "Home shows all, B changes between barcode and diagram, Escape clears.";

class DiagramPicture extends Picture {
  constructor(model, host) {
    super(model, host, "geometry");
    Object.assign(this, { mode: model.get("options").mode, lit: new Set(), pointed: new Set(), waiting: -1 });
    this.context = this.frame.canvas.getContext("2d", { alpha: false });
    this.bars = this.read();
    this.buildHead();
    this.listen();
    this.begin(`${this.bars.values.words}. ${HELP}`);
    this.bus.say("range", this.bars.values.range);
  }

  read() {
    return new Bars(this.now, this.model.get("channels"), this.model.get("options").saved);
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
    const { canvas } = this.frame;
    canvas.addEventListener("pointerdown", (e) => this.press(e));
    canvas.addEventListener("pointermove", (e) => this.move(e));
    canvas.addEventListener("pointerup", () => { this.dragging = false; });
    canvas.addEventListener("pointerleave", () => this.setHover(-1));
    this.on("change:channels", () => {
      this.bars.setCycles(this.model.get("channels"));
      if (this.waiting >= 0 && this.bars.hasCycle(this.waiting)) this.select(this.waiting);
    });
  }

  stepped() {
    this.bars = this.read();
    this.title.textContent = this.bars.values.title;
    this.plan = null;
    this.bus.say("range", this.bars.values.range);
    this.announce();
  }

  heard(key) {
    if (key === "selection") {
      const roles = ["selected", "birth", "death"];
      this.lit = new Set(this.selection.filter((m) => roles.includes(m.role)).flatMap((m) => this.bars.of(m.rank, m.cells)));
    }
    if (key === "hover") this.pointed = new Set(this.hovered ? this.bars.of(this.hovered.rank, this.hovered.cells) : []);
    this.announce();
  }

  announce() {
    const at = this.threshold === Infinity ? "" : `at ${number(this.threshold)}: ${this.bars.alive(this.threshold)}`;
    this.readout.textContent = at;
    const tales = this.selection.map((m) => (m.role === "selected" ? this.bars.tale(m.rank, m.cells[0]) : m.text));
    this.frame.note.textContent = [...tales.filter(Boolean), this.summarised].filter(Boolean).join(" ");
    if (tales.some(Boolean)) this.frame.say(tales.filter(Boolean).join(" "));
    this.frame.root.dataset.lit = [...this.lit].join(",");
  }

  under(event) {
    const nearLine = Math.abs(event.offsetX - this.plan.x(this.threshold)) < 6 && this.threshold < Infinity;
    return { axis: nearLine || event.offsetY > this.frame.stage.clientHeight - MARGIN.bottom,
      bar: barAt(this.bars, this.plan, this.mode, event.offsetX, event.offsetY) };
  }

  press(event) {
    if (!this.plan) return;
    const { axis, bar } = this.under(event);
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
    const { axis, bar } = this.under(event);
    this.frame.canvas.style.cursor = axis ? "ew-resize" : bar >= 0 ? "pointer" : "default";
    this.setHover(axis ? -1 : bar, event);
  }

  setHover(bar, event) {
    const mark = bar < 0 ? null : { rank: this.bars.dim[bar], cells: [this.bars.birthCell[bar]] };
    this.point(mark, bar < 0 ? "" : this.bars.words(bar), event);
  }

  slide(t) {
    const [low, high] = this.bars.values.range;
    this.bus.say("filtration", t >= high ? null : Math.max(low, t));
  }

  select(bar) {
    this.waiting = bar >= 0 && !this.bars.hasCycle(bar) ? bar : -1;
    this.chosen = bar;
    if (this.waiting >= 0) tellPython(this.model, "wanted", [bar, this.bars.values.step]);
    this.bus.say("selection", bar < 0 ? [] : this.bars.marks(bar));
    if (bar < 0) this.frame.say("Selection cleared.");
  }

  key(key) {
    if (!this.plan) return false;
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
    actions[key]?.();
    return key in actions;
  }

  draw({ width, height, ratio }) {
    if (this.drawnAt !== `${width}×${height}`) this.plan = null;
    this.drawnAt = `${width}×${height}`;
    this.plan ??= layOut(this.bars, this.mode, width, height);
    this.summarise();
    const { theme } = this.frame;
    paintBars(this.context, this.bars, this.plan, {
      width, height, ratio, theme, colours: PALETTE.themes[theme], threshold: this.threshold, mode: this.mode, lit: this.lit, hover: this.pointed,
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
}

const render = mounting(DiagramPicture, "diagram");
export default { render };
