// AttentionView: small matrices of every layer and head, the opened one large, linked with the complex.
import { Picture, mounting } from "./shared/picture.js";
import { driveCamera } from "./shared/camera.js";
import { make, write } from "./shared/frame.js";
import { unpack } from "./shared/unpack.js";
import { tellPython } from "./shared/bus.js";
import { paintHeat } from "./shared/heat.js";
import { Attention } from "./attention_grid.js";
import { choicesOf, Comparison } from "./attention_comparison.js";
import { strongest, reachOf } from "./attention_threshold.js";
import { layOutHeads, layOutMatrix, roomBeside, entryAt, headAt, Window } from "./attention_plan.js";
import { attentionTables, sheetImage, Overview, paintHeads } from "./attention_paint.js";
import { paintAxes, paintBands, paintRowBars } from "./attention_axes.js";
import { AttentionControls } from "./attention_controls.js";
import { headName, namesOf, headWords, rowWords, sheetWords, weightWords } from "./attention_words.js";
import { Sides, marksOf, bandsOf } from "./attention_marks.js";
import { BarcodeStage } from "./attention_stage.js";

const HELP = "Rows attend to columns. Click a small matrix to open it, an entry to light its cells; wheel to zoom, drag to move. "
  + "Keys: left and right open heads, up and down layers, W A S D move over the entries, Enter selects one, "
  + "[ and ] move the threshold, plus and minus zoom, 0 resets, Escape clears.";
const BARS_HELP = " B changes between matrices and barcodes, on which W and S walk the bars and light their cycles.";
const TOLD_WEIGHTS = 5000, TELL_EVERY = 120, ROUNDING = 1e-6;

class AttentionPicture extends Picture {
  constructor(model, host) {
    super(model, host);
    const [layer, head] = model.get("opened");
    this.filtered = model.get("options").filtered;
    Object.assign(this, { opened: { layer, head }, against: "", first: -1, cut: 0, stale: true, telling: 0, summary: "" });
    this.context = this.frame.canvas.getContext("2d", { alpha: false });
    Object.assign(this, { overview: new Overview(), large: document.createElement("canvas"), cursor: { row: 0, column: 0 } });
    this.learn();
    if (this.geometry.values.against) this.against = "other";
    this.buildHead();
    this.listen();
    this.begin(`${this.now.values.words}. ${HELP}${this.stage ? BARS_HELP : ""}`);
  }

  // What the weights sit on: read when it changes, which is not at every step.
  learn() {
    const geometry = unpack(this.model.get("geometry")), { values } = geometry;
    if (this.geometry?.values.count !== values.count) this.seen = new Window(values.count);
    Object.assign(this, { geometry, sides: new Sides(geometry), names: namesOf(values), widest: 0 });
    this.read();
  }

  read() {
    this.attention = new Attention(this.now, this.geometry);
    const { heads } = this.attention;
    this.opened.head = Math.max(0, Math.min(this.opened.head, (heads[this.opened.layer] || Infinity) - 1));
    this.stage?.read();
    this.stale = true;
  }

  buildHead() {
    const { head } = this.frame, { values } = this.geometry;
    this.title = make("strong", "", head);
    this.readout = make("span", "", head);
    make("span", "tv-space", head);
    const button = (text, action) => {
      const made = make("button", "", head, text);
      made.type = "button";
      made.addEventListener("click", () => { action(); this.frame.redraw(); });
      return made;
    };
    this.reset = button("Reset view", () => this.seen.reset());
    this.controls = new AttentionControls(this.frame, {
      cut: (value) => this.cutAt(value),
      compare: (choice) => { if (choice) this.stage?.turn(false); this.change({ against: choice }); },
      begin: (first) => this.change({ first }),
      names: values.kind === "triples" ? this.names : null,
      choices: () => choicesOf(this.attention, this.opened, this.steps.order, this.now.values.step),
    });
    if (values.barcodes) this.stage = new BarcodeStage(this);
  }

  get barred() { return Boolean(this.stage?.on); }

  listen() {
    const { canvas } = this.frame;
    const share = (x, y) => {
      const { box } = this.plan, { clientWidth, clientHeight } = canvas, into = (v) => Math.max(0, Math.min(1, v));
      return x === undefined ? [0.5, 0.5] : [into((((x + 1) / 2) * clientWidth - box.x) / box.side), into((((1 - y) / 2) * clientHeight - box.y) / box.side)];
    };
    const camera = {
      magnify: (factor, x, y) => this.plan && !this.barred && this.seen.zoom(factor, ...share(x, y)),
      drag: (dx, dy) => this.plan && !this.barred && this.seen.shift((-dx * this.seen.span) / this.plan.box.side, (-dy * this.seen.span) / this.plan.box.side),
    };
    driveCamera(canvas, camera, { moved: () => this.frame.redraw(), clicked: (event) => this.press(event) });
    canvas.addEventListener("pointermove", (event) => { if (!event.buttons) this.move(event); });
    canvas.addEventListener("pointerleave", () => this.point(null, ""));
    this.frame.undo.push(() => clearTimeout(this.telling));
    this.on("change:opened", () => {
      const [layer, head] = this.model.get("opened");
      if (layer !== this.opened.layer || head !== this.opened.head) this.open(layer, head);
    });
  }

  rebuild() {
    this.learn();
    this.frame.redraw();
  }

  stepped() { this.read(); }
  themed() { this.stale = true; }

  change(what) {
    Object.assign(this, what, { stale: true });
    this.frame.redraw();
  }

  // Where the filtration is that of the attention, threshold and filtration are one.
  cutAt(value) {
    if (!this.filtered) this.bus.say("attention", value);
    else this.bus.say("filtration", value > 0 ? 1 - value : null);
  }

  heard(key, value) {
    if (key === "filtration" && this.filtered) this.change({ cut: Math.max(0, 1 - (value ?? 1) - ROUNDING) });
    if (key === "attention" && !this.filtered) this.change({ cut: value ?? 0 });
    if (key === "selection") {
      this.stage?.selected(value);
      const first = this.selection.find((mark) => mark.rank === this.geometry.values.rank && mark.role !== "target")?.cells[0];
      if (this.first >= 0 && first !== undefined && first !== this.first) this.change({ first });
      this.announce();
    }
  }

  announce() {
    const tales = this.selection.map((mark) => mark.text).filter(Boolean);
    write(this.frame.note, [...tales, this.barred ? this.stage.summary() : this.summary].filter(Boolean).join(" "));
    if (tales.length) this.frame.say(tales.join(" "));
  }

  // All that follows from the step, the opened head, the threshold and the comparison; once a frame.
  update() {
    const { attention, opened, cut, first } = this;
    this.tables = attentionTables(this.frame.theme);
    this.one = first >= 0 ? attention.slice(opened, first) : attention.sheet(opened);
    this.comparison = this.against ? new Comparison(this.against, attention, (step) => this.steps.at(step)) : null;
    this.two = this.comparison?.beside(opened, first) ?? null;
    this.alone = this.comparison && !this.two ? `There is no such head in ${this.comparison.name} to compare with.` : "";
    this.sheet = this.two ? this.comparison.difference(opened, first) : this.one;
    sheetImage(this.sheet, this.tables, cut, this.large);
    this.bars = this.readBars();
    this.summary = [sheetWords(this.sheet, cut), this.alone, rowWords(attention.rows(opened)), this.barWords].filter(Boolean).join(" ");
    write(this.title, headName(opened) + (first >= 0 ? `: ${this.names[first]} attends to` : "") + (this.two && !this.barred ? ` − ${this.comparison.name}` : ""));
    write(this.readout, this.barred ? this.stage.barcodes.words(opened) : headWords(attention, opened));
    this.controls.show({ scale: this.sheet.scale, cut, against: this.against, first, title: this.two ? "difference" : "weight" });
    this.reset.hidden = this.controls.legend.hidden = this.barred;
    Object.assign(this.frame.root.dataset, { opened: `${opened.layer},${opened.head}`, weights: this.sheet.size });
    this.announce();
    this.telling ||= setTimeout(() => this.tell(), TELL_EVERY);
  }

  readBars() {
    const { attention, opened, first, names } = this, most = (values) => values.reduce((a, b) => (b > a ? b : a), 0);
    if (first >= 0) {
      const sums = attention.sheet(opened), values = Float32Array.from(names, (_, row) => (sums.at(first, row) < 0 ? NaN : sums.value(sums.at(first, row))));
      this.barWords = "Bars: the weight of each row, summed over its columns.";
      return { values, marks: null, most: most(values), title: "row sum" };
    }
    const { entropy, support } = attention.rows(opened), even = support.map((weights) => Math.log2(Math.max(weights, 1)));
    this.barWords = "Bars: entropy of each row; the mark on each is that of an even row.";
    return { values: entropy, marks: even, most: Math.max(most(even), most(entropy)), title: "entropy, bits" };
  }

  // Says the strongest weights of the opened matrix on the bus, for views that draw the complex:
  // "weights" is { rank, source, target: Int32Array, value: Float32Array }, the largest first, none under
  // the threshold, at most TOLD_WEIGHTS; of two heads compared, the differences; of a cycle that is lit its
  // sides, all alike. null when the view goes.
  tell() {
    this.telling = 0;
    const { sheet } = this, lit = this.stage?.lit(), kept = lit ?? strongest(sheet, this.cut, TOLD_WEIGHTS);
    const source = Int32Array.from(kept, (e) => sheet.row(e)), target = Int32Array.from(kept, (e) => sheet.column(e));
    const value = Float32Array.from(kept, (e) => (lit ? 1 : sheet.value(e)));
    this.bus.say("weights", { rank: this.geometry.values.rank, source, target, value });
  }

  open(layer, head) {
    if (!this.attention.has({ layer, head })) return;
    this.stage?.leave();
    this.change({ opened: { layer, head } });
    tellPython(this.model, "opened", [layer, head]);
    this.frame.say(`Opened ${this.headTale(this.opened)}.`);
  }

  headTale(at, between = ", ") {
    return `${headName(at)}${between}${this.barred ? this.stage.barcodes.words(at) : headWords(this.attention, at)}`;
  }

  cellsOf({ row, column }) {
    return this.first >= 0 ? [this.first, row, column] : [row, column];
  }

  words(entry) {
    const { row, column } = entry, [source, ...targets] = this.cellsOf(entry).map((cell) => this.names[cell]);
    const e = this.sheet.at(row, column), pair = this.two && e >= 0 && [this.one, this.two].map((sheet) => sheet.value(sheet.at(row, column)));
    return `${source} attends to ${targets.join(" and ")}: ${weightWords(this.sheet, e, pair)}`;
  }

  press(event) {
    if (!this.plan) return;
    const place = headAt(this.small, event.offsetX, event.offsetY), entry = entryAt(this.plan, this.seen, event.offsetX, event.offsetY);
    if (place) this.open(place.layer, place.head);
    else if (this.barred) this.stage.select(this.stage.under(event));
    else this.select(entry);
  }

  move(event) {
    if (!this.plan) return;
    const place = headAt(this.small, event.offsetX, event.offsetY), entry = entryAt(this.plan, this.seen, event.offsetX, event.offsetY);
    this.frame.canvas.style.cursor = place || (this.barred ? this.stage.under(event) >= 0 : entry) ? "pointer" : "default";
    if (place) this.point(null, ""), this.frame.hint(this.headTale(place, "\n"), event);
    else if (this.barred) this.stage.look(event);
    else this.look(entry, event);
  }

  look(entry, event) {
    const text = entry && `${this.words(entry)}\n${headName(this.opened)}`;
    this.point(entry && { rank: this.geometry.values.rank, cells: this.cellsOf(entry) }, text ?? "", event);
  }

  select(entry) {
    if (!entry) {
      this.bus.say("selection", []);
      return this.frame.say("Selection cleared.");
    }
    this.cursor = entry;
    const text = `${this.words(entry)} (${headName(this.opened)}).`;
    this.bus.say("selection", marksOf(this.cellsOf(entry), this.geometry.values.rank, this.sides, text));
  }

  walk(rows, columns) {
    const into = (at) => Math.max(0, Math.min(this.geometry.values.count - 1, at)), { box } = this.plan;
    this.cursor = { row: into(this.cursor.row + rows), column: into(this.cursor.column + columns) };
    this.seen.reveal(this.cursor.row, this.cursor.column);
    const at = (from, place) => from + (box.side * (place + 0.5)) / this.seen.span;
    const event = { offsetX: at(box.x, this.cursor.column - this.seen.left), offsetY: at(box.y, this.cursor.row - this.seen.top) };
    this.look(this.cursor, event);
    this.frame.say(this.words(this.cursor));
  }

  key(key) {
    if (!this.plan) return false;
    const { layer, head } = this.opened, reach = reachOf(this.sheet.scale);
    const cut = (by) => this.cutAt(Math.max(0, Math.min(reach, this.cut + by * reach)));
    const beside = (by) => this.open(layer + by, Math.min(head, this.attention.heads[layer + by] - 1));
    const { places, across } = this.small, now = places.findIndex((p) => p.layer === layer && p.head === head);
    const along = (by) => places[now + by] && this.open(places[now + by].layer, places[now + by].head);
    const ordered = this.geometry.values.order, { stage } = this;
    const actions = {
      ArrowLeft: () => (ordered ? along(-1) : this.open(layer, head - 1)), ArrowRight: () => (ordered ? along(1) : this.open(layer, head + 1)),
      ArrowUp: () => (ordered ? along(-across) : beside(-1)), ArrowDown: () => (ordered ? along(across) : beside(1)),
      w: () => this.walk(-1, 0), s: () => this.walk(1, 0), a: () => this.walk(0, -1), d: () => this.walk(0, 1),
      "[": () => cut(-0.01), "]": () => cut(0.01),
      "+": () => this.seen.zoom(1.25), "=": () => this.seen.zoom(1.25), "-": () => this.seen.zoom(0.8), 0: () => this.seen.reset(),
      Enter: () => this.select(this.cursor), Escape: () => this.select(null),
      ...(stage && { b: () => stage.turn(!stage.on) }),
      ...(this.barred && { w: () => stage.walk(-1), s: () => stage.walk(1), Escape: () => stage.select(-1) }),
    };
    ["a", "d", "Enter", "+", "=", "-", "0"].filter(() => this.barred).forEach((own) => delete actions[own]);
    actions[key]?.();
    this.frame.redraw();
    return key in actions;
  }

  draw({ width, height, ratio }) {
    const { context, frame, attention, opened, seen } = this, colours = PALETTE.themes[frame.theme];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = colours.ground;
    context.fillRect(0, 0, width, height);
    this.plan = null;
    if (!attention.has(opened)) return this.wait(colours);
    const size = `${width} ${height} ${ratio} ${attention.heads} ${this.barred}`, moved = size !== this.drawnAt, { stale } = this;
    if (stale) this.update();
    this.drawnAt = size;
    this.small = layOutHeads(attention.heads, width, height, { order: this.geometry.values.order, tall: this.barred });
    this.plan = layOutMatrix(this.small, width, height, this.longest());
    const look = { colours, labels: this.geometry.values.labels, theme: frame.theme };
    const alike = this.comparison && !this.comparison.fixed, sheetOf = (at) => (alike ? this.comparison.difference(at) : attention.sheet(at));
    if (!this.barred && (stale || moved)) this.overview.paint(sheetOf, this.small, { ratio, tables: this.tables, threshold: this.cut });
    this.stale = false;
    if (this.barred) this.stage.paintSmall(context, this.small, look);
    else context.drawImage(this.overview.canvas, 0, 0, this.overview.canvas.width / ratio, this.overview.canvas.height / ratio);
    paintHeads(context, this.small, opened, colours);
    if (this.barred) return this.stage.paint(context, roomBeside(this.small, width, height), look, this.cut);
    const { box } = this.plan;
    paintHeat(context, this.large, [seen.left, seen.top, seen.span, seen.span], [box.x, box.y, box.side, box.side]);
    paintAxes(context, this.plan, seen, look);
    paintRowBars(context, this.plan, seen, this.bars, look);
    paintBands(context, this.plan, seen, bandsOf(this.selection, this.hovered, this.geometry.values.rank, this.first >= 0), colours);
  }

  wait(colours) {
    Object.assign(this.context, { fillStyle: colours.faint, font: "13px system-ui, sans-serif", textAlign: "left", textBaseline: "top" });
    this.context.fillText("No attention yet.", 8, 8);
    write(this.title, "");
    this.summary = "No attention yet.";
    this.announce();
  }

  longest() {
    const { labels, count } = this.geometry.values;
    if (!this.widest) {
      this.context.font = "12px system-ui, sans-serif";
      this.widest = Math.max(...(labels ?? [count]).map((label) => this.context.measureText(label).width));
    }
    return this.widest;
  }

  close() {
    this.bus.say("weights", null);
    super.close();
  }
}

export default mounting(AttentionPicture, "attention");
