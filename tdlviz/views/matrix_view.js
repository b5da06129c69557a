// MatrixView: a matrix as squares of colour, zoomable to its numbers, linked with the cells of its sides.
import { Picture, mounting } from "./shared/picture.js";
import { make, number, plural, write } from "./shared/frame.js";
import { unpack } from "./shared/unpack.js";
import { heatTable, heatImage } from "./shared/heat.js";
import { Grid, driveGrid } from "./shared/grid.js";
import { MatrixLabels } from "./matrix_labels.js";
import { MatrixNumbers } from "./matrix_numbers.js";
import { margins, paintBands, paintCursor, paintLabels, paintNumbers, paintSquares, spelled } from "./matrix_paint.js";

const HELP = "Wheel to zoom, drag to move, double click for all of it, click an entry to select its row and column. "
  + "Keys: arrows move from entry to entry, plus and minus zoom, 0 shows all, Escape clears.";

class MatrixPicture extends Picture {
  constructor(model, host) {
    super(model, host);
    Object.assign(this, { grid: new Grid(), cursor: null, under: null, image: null, bands: { rows: [], columns: [] } });
    this.context = this.frame.canvas.getContext("2d", { alpha: false });
    this.squares = document.createElement("canvas").getContext("2d", { alpha: false });
    this.numbers = new MatrixNumbers(model);
    this.labels = new MatrixLabels(unpack(model.get("geometry")));
    this.buildHead();
    this.buildScale();
    this.stepped();
    this.listen();
    this.begin(`${this.labels.geometry.values.words ?? "Matrix"}. ${HELP}`);
  }

  buildHead() {
    const { head } = this.frame;
    this.title = make("strong", "", head);
    this.readout = make("span", "", head);
    make("span", "tv-space", head);
    const actions = [["−", "Zoom out", () => this.grid.magnify(1 / 1.5)], ["+", "Zoom in", () => this.grid.magnify(1.5)], ["Reset view", "Show all", () => this.grid.reset()]];
    for (const [text, name, act] of actions) {
      const button = make("button", "", head, text);
      Object.assign(button, { type: "button", title: name, onclick: () => { act(); this.moved(); } });
      button.setAttribute("aria-label", name);
    }
  }

  // What the colours mean, under the picture.
  buildScale() {
    const scale = make("div", "tv-scale", this.frame.foot);
    this.low = make("span", "", scale);
    this.bar = make("i", "", scale);
    this.high = make("span", "", scale);
    this.lost = make("b", "", scale);
    this.missing = make("span", "", scale);
  }

  listen() {
    const { canvas } = this.frame;
    driveGrid(canvas, this.grid, { moved: () => this.moved(), clicked: (event) => this.select(this.grid.at(event.offsetX, event.offsetY)) });
    canvas.addEventListener("pointermove", (event) => this.hover(event.buttons ? null : this.grid.at(event.offsetX, event.offsetY), event));
    canvas.addEventListener("pointerleave", () => this.hover(null));
    this.on("change:numbers", () => { this.numbers.hear(); this.tell(); this.moved(); });
    this.frame.undo.push(() => this.numbers.close());
  }

  rebuild() {
    this.labels = new MatrixLabels(unpack(this.model.get("geometry")));
    this.stepped();
  }

  stepped() {
    const { now } = this, { shape, title, low, high, signed, missing } = now.values;
    this.numbers.show(now);
    this.labels.show(shape, now);
    this.image = null;
    write(this.title, title);
    const empty = !(shape[0] * shape[1]);
    write(this.readout, now.codes ? `${this.labels.counted(shape)}${empty ? ": there are no entries" : ""}` : "");
    const stops = signed ? PALETTE.diverging : PALETTE.viridis;
    this.frame.foot.hidden = empty;
    write(this.low, low === undefined ? "" : number(low));
    write(this.high, high === undefined ? "" : number(high));
    this.bar.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
    this.lost.hidden = this.missing.hidden = !missing;
    write(this.missing, `${plural(missing ?? 0, "entries").replace(/entrie$/, "entry")} missing`);
    if (this.cursor && (this.cursor[0] >= shape[0] || this.cursor[1] >= shape[1])) this.cursor = null;
    this.tell();
  }

  themed() {
    this.image = null;
    this.lost.style.background = PALETTE.themes[this.frame.theme].missing;
  }

  heard(key) {
    if (key !== "selection") return;
    this.follow();
    this.tell();
  }

  // The entry that linked views select, if they select one.
  follow() {
    const { shape } = this.now.values, both = ["source", "target"].map((role, side) => {
      const mark = this.selection.find((m) => m.role === role && m.rank === this.labels.ranks[side]);
      return mark && mark.cells[0] < shape[side] ? this.labels.place(side, mark.cells[0]) : undefined;
    });
    const linked = this.labels.ranks.some((rank) => rank !== null);
    if (linked && this.labels.ranks.every((rank, side) => rank === null || both[side] === undefined)) this.cursor = null;
    else if (!both.includes(undefined)) this.cursor = both;
  }

  get says() { return this.cursor && this.labels.tale(...this.cursor, this.numbers.text(...this.cursor, 7)); }

  // What is selected, and what the picture cannot show, under it.
  tell() {
    const { grid, now } = this, { shape } = now.values, remarks = [];
    const told = this.says ?? this.selection.map((mark) => mark.text).find(Boolean);
    if (told) remarks.push(`Selected ${told.replace(/\.$/, "")}.`);
    if (grid.zoom > 1) remarks.push(`In view: ${this.part(grid.seen.row, grid.seen.rows, shape[0], "rows")}, ${this.part(grid.seen.column, grid.seen.columns, shape[1], "columns")}.`);
    if (grid.rows && Math.min(grid.wide, grid.high) < 1) remarks.push("Squares are under a pixel: neighbours are averaged, zoom in to tell them apart.");
    if (!now.numbers && shape[0] * shape[1]) {
      remarks.push(this.numbers.asks ? "≈ stands before numbers read off the colour until the kernel sends the exact ones."
        : "≈ stands before numbers read off the colour, to 1/254 of the scale: this page holds no exact ones.");
    }
    write(this.frame.note, remarks.join(" "));
    if (told) this.frame.say(told);
  }

  part(first, count, all, name) { return `${name} ${first} to ${first + count - 1} of ${all.toLocaleString("en")}`; }

  moved() {
    this.stale = true;
    this.tell();
    this.frame.redraw();
  }

  hover(at, event) {
    this.under = at;
    if (!at) return this.point(null, "", event);
    this.numbers.want({ row: at[0], column: at[1], rows: 1, columns: 1 });
    this.point(this.labels.pointed(...at), this.labels.tale(...at, this.numbers.text(...at, 7)), event);
    this.frame.redraw();
  }

  select(at) {
    this.cursor = at;
    if (at) this.numbers.want({ row: at[0], column: at[1], rows: 1, columns: 1 });
    this.bus.say("selection", at ? this.labels.marks(...at, this.says) : []);
    this.cursor = at;
    this.tell();
    this.frame.redraw();
    if (!at) this.frame.say("Selection cleared.");
  }

  key(key) {
    const { rows, columns, seen } = this.grid;
    if (!rows || !columns) return false;
    const move = (down, across) => () => {
      const [row, column] = this.cursor ?? [seen.row - down, seen.column - across];
      this.select([Math.max(0, Math.min(rows - 1, row + down)), Math.max(0, Math.min(columns - 1, column + across))]);
      this.grid.reveal(...this.cursor);
      this.moved();
    };
    const zoom = (factor) => () => {
      const [row, column] = this.cursor ?? [null, null];
      this.grid.magnify(factor, ...(row === null ? [] : [this.grid.across(column + 0.5), this.grid.down(row + 0.5)]));
      this.moved();
    };
    const actions = { ArrowDown: move(1, 0), ArrowUp: move(-1, 0), ArrowRight: move(0, 1), ArrowLeft: move(0, -1), "+": zoom(1.5), "=": zoom(1.5), "-": zoom(1 / 1.5),
      0: () => { this.grid.reset(); this.moved(); }, Escape: () => this.select(null) };
    actions[key]?.();
    return key in actions;
  }

  draw({ width, height, ratio }) {
    const { context, grid, now, labels, frame } = this, { shape, signed } = now.values, colours = PALETTE.themes[frame.theme];
    this.table = heatTable(signed ? PALETTE.diverging : PALETTE.viridis, colours.missing);
    const size = `${width} ${height} ${ratio} ${shape}`;
    if (size !== this.size || !this.image) {
      const { left, top } = margins(context, labels, shape, width, height);
      grid.fit(...shape, { left, top, width: Math.max(1, width - left - 10), height: Math.max(1, height - top - 8) });
    }
    if (!this.image && now.codes?.length) this.image = heatImage(now.codes, ...shape, this.table, this.sheet ??= document.createElement("canvas"));
    else if (size === this.size && !this.stale) return this.paint(context, colours, ratio);
    Object.assign(this, { size, stale: false });
    Object.assign(this.squares.canvas, { width: context.canvas.width, height: context.canvas.height });
    paintSquares(this.squares, this.image, grid, ratio, colours.ground);
    if (spelled(grid)) this.numbers.want(grid.seen);
    this.paint(context, colours, ratio);
    this.tell();
  }

  // The squares as they were drawn last, and on top what changes with the pointer.
  paint(context, colours, ratio) {
    const { grid, labels, now: { values: { shape } } } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.squares.canvas, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (!this.image) return;
    paintLabels(context, grid, labels, colours);
    paintBands(context, grid, labels.bands(this.selection, shape), colours);
    const pointed = this.hovered && !this.under ? labels.bands([{ ...this.hovered, role: "hover" }], shape) : null;
    if (pointed) paintBands(context, grid, pointed, colours);
    paintNumbers(context, grid, this.numbers, this.table);
    if (this.under) paintCursor(context, grid, this.under, 1);
    if (this.cursor) paintCursor(context, grid, this.cursor, 2);
    Object.assign(this.frame.root.dataset, { cursor: this.cursor?.join(",") ?? "", zoom: grid.zoom.toFixed(2) });
  }
}

export default mounting(MatrixPicture, "matrix");
