// Barcodes in place of matrices: a small one for every head, the opened one large, its cycles lit.
import { tellPython } from "./shared/bus.js";
import { make, plural } from "./shared/frame.js";
import { MARGIN, makeScale, paintBarAxes, paintThreshold } from "./diagram_axes.js";
import { layOutBarcode, paintBarcode, barInRows } from "./diagram_barcode.js";
import { barHue } from "./diagram_shapes.js";
import { headName } from "./attention_words.js";
import { Barcodes, Cycles, pairsOf, cycleMarks, barTale } from "./attention_barcodes.js";

const MODES = ["matrices", "barcodes"], THICK = 8;

export class BarcodeStage {
  // picture: the attention view that it is part of.
  constructor(picture) {
    Object.assign(this, { picture, model: picture.model, chosen: null, waiting: false, pointed: new Set(), on: true });
    const { head } = picture.frame;
    this.buttons = MODES.map((mode) => {
      const button = make("button", "", head, mode);
      button.type = "button";
      button.addEventListener("click", () => this.turn(mode === "barcodes"));
      return button;
    });
    this.cycles = new Cycles(this.model.get("cycles"));
    picture.on("change:cycles", () => this.heard());
    this.read();
    this.turn(!picture.against);
  }

  // Barcodes or matrices; two heads are compared as matrices only.
  turn(on) {
    this.on = on;
    this.buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(on === (i === 1))));
    this.picture.change(on ? { against: "" } : {});
  }

  read() { this.barcodes = new Barcodes(this.picture.now); }

  get at() { return this.picture.opened; }
  get bars() { return this.barcodes.of(this.at); }

  found(bar) { return this.cycles.of(this.barcodes.key(this.at, bar), this.bars.values.step); }

  // A cycle that was waited for has come, or cannot.
  heard() {
    this.cycles = new Cycles(this.model.get("cycles"));
    const bar = this.barcodes.find(this.at, this.chosen);
    if (this.waiting && bar >= 0) this.select(bar);
  }

  select(bar) {
    const { picture, bars } = this, { rank } = picture.geometry.values;
    this.chosen = bar < 0 ? null : this.barcodes.key(this.at, bar);
    if (bar < 0) {
      this.waiting = false;
      picture.bus.say("selection", []);
      return picture.frame.say("Selection cleared.");
    }
    const { step } = bars.values, found = this.found(bar), lost = this.cycles.isLost(this.chosen, step);
    this.waiting = !found && !lost && !this.model.get("options").saved;
    if (this.waiting) tellPython(this.model, "wanted", [...this.chosen, step]);
    const when = step >= 0 ? ` at step ${step}` : "";
    const text = `${barTale(bars, bar, found, picture.names)} (${headName(this.at)}${when})${found ? "" : `; ${this.excuse(lost)}`}.`;
    this.said = found ? cycleMarks(found, bars.dim[bar], rank, picture.sides, text) : [{ role: "cycle", rank, cells: [], text }];
    picture.bus.say("selection", this.said);
    picture.tell();
  }

  // Something else is selected, here or in a linked view.
  selected(marks) {
    if (!this.chosen || marks === this.said) return;
    Object.assign(this, { chosen: null, waiting: false });
    this.picture.change({});
  }

  // Another head is opened: a bar of the one before is no longer chosen.
  leave() {
    Object.assign(this, { chosen: null, waiting: false });
    if (this.said && this.picture.selection === this.said) this.picture.bus.say("selection", []);
  }

  excuse(lost) {
    if (lost) return "the weights of that step are no longer kept";
    return this.waiting ? "its cycle is asked from Python" : "its cycle is not in this page";
  }

  // The weights on the cycle that is lit, the stronger one of every two cells; null where none is.
  lit() {
    const { picture } = this, bar = this.on ? this.barcodes.find(this.at, this.chosen) : -1, found = bar < 0 ? undefined : this.found(bar);
    if (!found || this.bars.dim[bar] !== 1) return null;
    const entries = pairsOf(found.cycle).map(([a, b]) => [picture.sheet.at(a, b), picture.sheet.at(b, a)].filter((e) => e >= 0));
    return entries.map((both) => both.reduce((most, e) => (picture.sheet.value(e) > picture.sheet.value(most) ? e : most)));
  }

  walk(by) {
    const rows = this.bars.rows(this.bars.count), now = rows.indexOf(this.barcodes.find(this.at, this.chosen));
    if (rows.length) this.select(rows[Math.max(0, Math.min(now + by, rows.length - 1))]);
  }

  // The bar under the pointer, -1 for none.
  under({ offsetX, offsetY }) {
    return this.plan ? barInRows(this.bars, this.plan, offsetX - this.box.x, offsetY - this.box.y) : -1;
  }

  look(event) {
    const bar = this.under(event), { picture, bars } = this, found = bar < 0 ? undefined : this.found(bar);
    this.pointed = new Set(bar < 0 ? [] : [bar]);
    picture.frame.redraw();
    picture.point(found ? { rank: picture.geometry.values.rank, cells: [...new Set(found.cycle)] } : null, bar < 0 ? "" : `${barTale(bars, bar, found, picture.names)}\n${headName(this.at)}`, event);
  }

  summary() {
    const rows = this.plan?.rows.length ?? this.bars.count, left = this.bars.count - rows;
    return [left > 0 ? `${plural(left, "bars")} of the shortest not shown.` : "", "Bars run over 1 − weight: what attends most is joined first."].filter(Boolean).join(" ");
  }

  // All heads, small: the longest bars as fine lines.
  paintSmall(context, { places }, { colours, theme }) {
    const { range: [low, high] } = this.barcodes, reach = high > low ? high - low : 1;
    for (const { layer, head, x, y, size, high: tall } of places) {
      const bars = this.barcodes.of({ layer, head }), rows = bars.rows(Math.max(1, Math.floor((tall - 4) / 2)));
      const step = Math.min(THICK, (tall - 4) / Math.max(rows.length, 1)), thick = Math.max(1, 0.7 * step), at = (t) => x + 2 + ((size - 4) * (Math.min(t, high) - low)) / reach;
      context.fillStyle = colours.ground;
      context.fillRect(x, y, size, tall);
      rows.forEach((bar, row) => {
        context.fillStyle = barHue(bars.dim[bar], theme);
        context.fillRect(at(bars.birth[bar]), y + 2 + row * step, Math.max(1, at(bars.death[bar]) - at(bars.birth[bar])), thick);
      });
    }
  }

  // The bars of the opened head in a box of the stage, with the threshold of the weights as a line.
  paint(context, box, { colours, theme }, cut) {
    const { bars } = this, { range } = this.barcodes, [width, height] = [box.width, box.height], key = [Math.round(width), Math.round(height)].join();
    if (this.planned?.bars !== bars || this.planned.key !== key) {
      this.plan = { x: makeScale(range, width - MARGIN.left - MARGIN.right, MARGIN.left), range, ...layOutBarcode(bars, height - MARGIN.top - MARGIN.bottom), words: ["1 − weight"] };
      Object.assign(this, { planned: { bars, key }, box });
      this.picture.announce();
    }
    const chosen = this.barcodes.find(this.at, this.chosen), look = { colours, theme, width, height, mode: "barcode", threshold: 1 - cut, lit: new Set(chosen < 0 ? [] : [chosen]), hover: this.pointed };
    context.save();
    context.translate(box.x, box.y);
    Object.assign(context, { font: "11px system-ui, sans-serif", lineWidth: 1 });
    paintBarAxes(context, this.plan, look);
    paintBarcode(context, bars, this.plan, look);
    if (cut > 0 && 1 - cut >= range[0] && 1 - cut <= this.plan.x.end) paintThreshold(context, this.plan, look);
    context.restore();
  }
}
