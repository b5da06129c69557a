// DiagramView: barcode, diagram, Betti curves and landscapes of the same bars, linked with their cells.
import { tellPython } from "./shared/bus.js";
import { Picture, mounting } from "./shared/picture.js";
import { make, number, write } from "./shared/frame.js";
import { Bars } from "./diagram_bars.js";
import { barWords, barMarks, cellTale } from "./diagram_words.js";
import { DiagramLegend } from "./diagram_legend.js";
import { MARGIN } from "./diagram_axes.js";
import { valuesAt } from "./diagram_lines.js";
import { MODES, layOut, paintBars, barAt } from "./diagram_paint.js";
import { summaryOf } from "./diagram_summary.js";

const HELP = "Click a bar to light its cells. Keys: up and down walk the bars, page up and down by ten, left and right move the filtration value, "
  + "Home shows all, B changes between barcode, diagram, Betti curves and landscapes, Escape clears.";

class DiagramPicture extends Picture {
  constructor(model, host) {
    super(model, host, "geometry");
    Object.assign(this, { mode: model.get("options").mode, lit: new Set(), pointed: new Set(), waiting: -1, chosen: -1 });
    this.context = this.frame.canvas.getContext("2d", { alpha: false });
    this.bars = this.read();
    this.buildHead();
    this.listen();
    this.begin(`${this.bars.values.words}. ${HELP}`);
    this.bus.say("range", this.bars.values.range);
  }

  read() {
    const bars = new Bars(this.now, this.model.get("channels"), this.model.get("options").saved);
    if (this.legend?.hidden.size) bars.hide(this.legend.hidden);
    return bars;
  }

  buildHead() {
    const { head, foot } = this.frame;
    head.style.flexWrap = foot.style.flexWrap = "wrap";
    this.title = make("strong", "", head, this.bars.values.title);
    make("span", "tv-space", head);
    this.buttons = MODES.map((mode) => {
      const button = make("button", "", head, mode);
      button.type = "button";
      button.addEventListener("click", () => this.setMode(mode));
      return button;
    });
    this.legend = new DiagramLegend(foot, (hidden) => { this.bars.hide(hidden); this.changed(); });
    this.readout = make("span", "", foot);
    this.setMode(this.mode);
  }

  setMode(mode) {
    this.mode = mode;
    this.buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.textContent === mode)));
    this.changed();
  }

  // What is drawn has to be laid out anew.
  changed() {
    this.plan = null;
    this.legend.show(this.bars, this.frame.theme);
    this.light();
    this.frame.redraw?.();
  }

  themed() { this.legend.show(this.bars, this.frame.theme); }

  listen() {
    const { canvas } = this.frame;
    canvas.addEventListener("pointerdown", (e) => this.press(e));
    canvas.addEventListener("pointermove", (e) => this.move(e));
    canvas.addEventListener("pointerup", () => { this.dragging = false; });
    canvas.addEventListener("pointerleave", () => this.setHover(-1));
    this.on("change:channels", () => {
      this.bars.setCycles(this.model.get("channels"));
      if (this.waiting >= 0 && this.bars.hasCycle(this.cycled(this.waiting))) this.select(this.waiting);
    });
  }

  stepped() {
    this.bars = this.read();
    write(this.title, this.bars.values.title);
    this.changed();
    this.bus.say("range", this.bars.values.range);
  }

  heard(key) {
    if (key === "selection" || key === "hover") this.light();
    else if (this.plan) this.announce();
  }

  light() {
    const roles = ["selected", "birth", "death"], { bars } = this;
    const lit = this.selection.filter((m) => roles.includes(m.role)).flatMap((m) => bars.of(m.rank, m.cells));
    const own = this.selection === this.said && this.chosen >= 0 && this.chosen < bars.count ? [this.chosen] : [];
    this.lit = new Set(bars.withPartners([...lit, ...own]).filter((bar) => !bars.hidden.has(bars.dim[bar])));
    this.pointed = new Set(this.hovered ? bars.withPartners(bars.of(this.hovered.rank, this.hovered.cells)) : []);
    if (this.plan) this.announce();
  }

  announce() {
    const { frame, bars, threshold } = this;
    const found = this.threshold === Infinity ? null : valuesAt(bars, this.plan, this.mode, threshold);
    write(this.readout, found ? `at ${number(threshold)}: ${found.text}` : "");
    frame.root.dataset.values = JSON.stringify(found?.numbers ?? []);
    const tales = this.selection.map((m) => (m.role === "selected" && m.cells.length ? cellTale(bars, m.rank, m.cells[0]) : m.text)).filter(Boolean);
    write(frame.note, [...tales, this.summarised].filter(Boolean).join(" "));
    if (tales.length) frame.say(tales.join(" "));
    frame.root.dataset.lit = [...this.lit].join(",");
  }

  lines() { return this.mode === "curves" || this.mode === "landscape"; }

  under(event) {
    const nearLine = Math.abs(event.offsetX - this.plan.x(this.threshold)) < 6 && this.threshold < Infinity;
    return { axis: this.lines() || nearLine || event.offsetY > this.frame.stage.clientHeight - MARGIN.bottom,
      bar: barAt(this.bars, this.plan, this.mode, event.offsetX, event.offsetY) };
  }

  press(event) {
    if (!this.plan) return;
    const { axis, bar } = this.under(event);
    if (!axis) return this.select(bar);
    this.frame.canvas.setPointerCapture(event.pointerId);
    this.dragging = true;
    this.slide(this.plan.x.invert(event.offsetX));
  }

  move(event) {
    if (!this.plan) return;
    if (this.dragging) this.slide(this.plan.x.invert(event.offsetX));
    const { axis, bar } = this.under(event);
    this.frame.canvas.style.cursor = axis ? "ew-resize" : bar >= 0 ? "pointer" : "default";
    if (this.lines()) this.name(event);
    else if (!this.dragging) this.setHover(axis ? -1 : bar, event);
  }

  // Names the values of the lines under the pointer.
  name(event) {
    const t = this.plan.x.invert(event.offsetX), { text } = valuesAt(this.bars, this.plan, this.mode, t);
    this.frame.hint(`${text.replaceAll("; ", "\n")} at ${number(t)}`, event);
  }

  setHover(bar, event) {
    const { bars } = this, partner = bars.partner[bar], own = bars.isSecond(bar) && partner >= 0 ? partner : bar;
    const mark = bar < 0 ? null : { rank: bars.birthRank(own), cells: bars.birthCell[own] < 0 ? [] : [bars.birthCell[own]] };
    this.point(mark, bar < 0 ? "" : barWords(bars, bar), event);
  }

  slide(t) {
    const [low, high] = this.bars.values.range;
    this.bus.say("filtration", t >= high ? null : Math.max(low, t));
  }

  // The bar whose cycle is lit for a bar: that of its partner where it has no cells of its own.
  cycled(bar) { return this.bars.isSecond(bar) ? this.bars.partner[bar] : bar; }

  select(bar) {
    const { bars } = this, own = bar < 0 ? -1 : this.cycled(bar);
    this.waiting = own >= 0 && bars.mayHaveCycle(own) && !bars.hasCycle(own) ? bar : -1;
    this.chosen = bar;
    if (this.waiting >= 0) tellPython(this.model, "wanted", [own, bars.values.step]);
    this.said = bar < 0 ? [] : barMarks(bars, bar);
    this.bus.say("selection", this.said);
    if (bar < 0) this.frame.say("Selection cleared.");
  }

  key(key) {
    if (!this.plan) return false;
    const rows = this.plan.rows ?? this.bars.rows(this.bars.count), now = rows.indexOf(this.chosen);
    const [low, high] = this.bars.values.range, t = Math.min(this.threshold, high), step = (high - low) / 100;
    const walk = (by) => rows.length && this.select(rows[Math.max(0, Math.min(now + by, rows.length - 1))]);
    const actions = {
      ArrowDown: () => walk(1),
      ArrowUp: () => walk(-1),
      PageDown: () => walk(10),
      PageUp: () => walk(-10),
      ArrowLeft: () => this.slide(t - step),
      ArrowRight: () => this.slide(t + step),
      Home: () => this.slide(high),
      Escape: () => this.select(-1),
      b: () => this.setMode(MODES[(MODES.indexOf(this.mode) + 1) % MODES.length]),
    };
    actions[key]?.();
    return key in actions;
  }

  draw({ width, height, ratio }) {
    if (this.drawnAt !== `${width}×${height}`) this.plan = null;
    this.drawnAt = `${width}×${height}`;
    if (!this.plan) {
      this.plan = layOut(this.bars, this.mode, width, height);
      this.summarised = summaryOf(this.bars, this.plan, this.mode);
      this.announce();
    }
    const { theme } = this.frame;
    paintBars(this.context, this.bars, this.plan, {
      width, height, ratio, theme, colours: PALETTE.themes[theme], threshold: this.threshold, mode: this.mode, lit: this.lit, hover: this.pointed,
    });
  }
}

export default mounting(DiagramPicture, "diagram");
