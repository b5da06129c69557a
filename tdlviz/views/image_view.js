// ImageView: an image or a slice of a volume, its filtration, and the cells that linked views select.
import { unpack } from "./shared/unpack.js";
import { driveCamera } from "./shared/camera.js";
import { FiltrationSlider } from "./shared/filtration.js";
import { Picture, mounting } from "./shared/picture.js";
import { make, number, plural, rankName, cellName } from "./shared/frame.js";
import { ImageGrid } from "./image_grid.js";
import { ImagePlane } from "./image_plane.js";
import { SliceRow } from "./image_slices.js";
import { imageMark, bestSlice, paintMarks } from "./image_marks.js";
import { CELLS, NUMBERS, imageMap, imageTables, sliceImage, paintImage, paintFrontier, paintCells, paintNumbers } from "./image_paint.js";

const HELP = "Drag to move, wheel to zoom, click a pixel to select it. Keys: arrows walk the pixels, R changes to sides and corners, "
  + "C shows the cells, plus and minus zoom, 0 resets, [ and ] change the slice of a volume, Escape clears.";

class ImagePicture extends Picture {
  constructor(model, host) {
    super(model, host);
    Object.assign(this, { chosen: 0, fine: false, kind: 0, marks: [], slice: document.createElement("canvas") });
    this.context = this.frame.canvas.getContext("2d", { alpha: false });
    this.read();
    const { axis, at } = model.get("options");
    this.plane = new ImagePlane(this.grid, axis, at);
    this.build();
    this.listen();
    this.stepped();
    this.begin(`${this.geometry.values.words}. ${HELP}`);
    this.announce();
  }

  read() {
    this.geometry = unpack(this.model.get("geometry"));
    this.grid = new ImageGrid(this.geometry.values);
  }

  build() {
    const { frame } = this, { head, foot } = frame, { values } = this.geometry;
    make("strong", "", head, values.size);
    this.readout = make("span", "", head);
    make("span", "tv-space", head);
    this.cellsButton = this.button("Cells", () => this.setFine(!this.fine));
    this.button("Reset view", () => this.reset());
    this.legend = make("div", "tv-foot tv-scale");
    foot.before(this.legend);
    if (this.plane.axis >= 0) {
      this.slices = new SliceRow(frame, values.shape, (axis, at) => this.turn(axis, at), () => this.seek());
      this.slices.show(this.plane.axis, this.plane.at);
    }
    if (values.range) this.slider = new FiltrationSlider(frame, values, (value) => this.bus.say("filtration", value));
    this.setFine(false);
  }

  button(name, action) {
    const button = make("button", "", this.frame.head, name);
    button.type = "button";
    button.addEventListener("click", action);
    return button;
  }

  listen() {
    const { canvas } = this.frame;
    driveCamera(canvas, this.plane.camera, { moved: () => this.moved(), clicked: (e) => this.select(this.at(e)) });
    canvas.addEventListener("dblclick", () => this.reset());
    canvas.addEventListener("pointermove", (e) => { if (!e.buttons) this.hover(this.at(e), e); });
    canvas.addEventListener("pointerleave", () => this.hover(null));
  }

  setFine(fine) {
    this.fine = fine;
    this.cellsButton.setAttribute("aria-pressed", String(fine));
    if (!this.bus) return;
    this.announce();
    this.frame.redraw();
  }

  moved() {
    this.bus.say("camera", this.plane.camera.state());
  }

  reset() {
    this.plane.camera.reset();
    this.moved();
  }

  turn(axis, at) {
    this.bus.say("slice", { axis, at, shape: this.grid.shape });
  }

  seek() {
    const at = bestSlice(this.marks, this.plane);
    if (at !== null) this.turn(this.plane.axis, at);
  }

  rebuild() {
    this.read();
    this.plane.grid = this.grid;
    this.stepped();
  }

  // The image that is shown of the step that is shown: its codes, its values if they came, its meaning.
  stepped() {
    const { images } = this.now.values, place = Math.min(this.chosen, images.length - 1);
    this.image = images.length ? { ...images[place], codes: this.now[`codes${place}`], values: this.now[`values${place}`] } : null;
    this.stale = true;
    this.drawLegend();
    if (this.bus) this.announce();
    this.frame.redraw();
  }

  themed() {
    this.stale = true;
    this.frame.redraw();
  }

  drawLegend() {
    const { legend, image } = this, { images } = this.now.values;
    legend.replaceChildren();
    if (!image) return;
    if (images.length > 1) this.chooser(images);
    else make("span", "", legend, image.name);
    make("span", "", legend, number(image.low));
    make("i", "", legend).style.background = `linear-gradient(90deg, ${imageMap(this.model.get("options").map).join(",")})`;
    make("span", "", legend, number(image.high));
    if (image.missing) make("span", "", legend, `${image.missing.toLocaleString("en")} missing`);
  }

  chooser(images) {
    const select = make("select", "", this.legend);
    select.setAttribute("aria-label", "image");
    images.forEach(({ name }) => make("option", "", select, name));
    select.selectedIndex = Math.min(this.chosen, images.length - 1);
    select.addEventListener("change", () => { this.chosen = select.selectedIndex; this.stepped(); });
  }

  heard(key, value) {
    if (key === "camera") this.plane.camera.follow(value);
    else if (key === "filtration") this.stale = true;
    if (key === "slice" && String(value.shape) === String(this.grid.shape)) this.cut(value);
    if (key === "filtration" || key === "range") this.slider?.show(this.threshold, key === "range" ? value : undefined);
    if (key === "selection" || key === "hover") this.showMarks();
    if (key !== "camera" && key !== "hover") this.announce();
  }

  cut({ axis, at }) {
    this.plane.cut(axis, at);
    this.stale = true;
    this.slices.show(axis, at);
    this.showMarks();
  }

  showMarks() {
    const marks = [...this.selection, ...(this.hovered ? [{ ...this.hovered, role: "hover" }] : [])];
    this.marks = marks.map((mark) => imageMark(mark, this.plane)).filter((mark) => mark.places.length);
    if (this.slices) this.slices.button.hidden = !this.marks.some((mark) => mark.role !== "hover");
  }

  announce() {
    const { births } = this.geometry, t = this.threshold, { root, note } = this.frame;
    const there = births && t < Infinity ? births.reduce((n, birth) => n + (birth <= t), 0) : this.grid.count(this.grid.pixelRank);
    this.readout.textContent = births && t < Infinity ? `${there.toLocaleString("en")} up to ${number(t)}` : "";
    root.dataset.shown = there;
    const texts = this.selection.map((mark) => mark.text).filter(Boolean), { plane } = this;
    const close = this.fine && plane.scale < CELLS ? `The cells are drawn from ${CELLS} screen pixels a pixel on: zoom in.` : "";
    const none = this.image ? "" : "No values yet.";
    note.textContent = [...texts, ...this.whereabouts(), close, none].filter(Boolean).join(" ");
    if (texts.length) this.frame.say(texts.join(" "));
  }

  // How much of each mark lies in the slice that is shown.
  whereabouts() {
    if (this.plane.axis < 0) return [];
    return this.marks.filter((mark) => mark.role !== "hover").map(({ role, rank, places, inside }) => {
      if (places.length > 1) return `${inside.length.toLocaleString("en")} of ${plural(places.length, rankName(rank))} of the ${role} touch this slice.`;
      return inside.length ? "" : `The ${role} ${plural(1, rankName(rank)).slice(2)} is in another slice.`;
    });
  }

  at(event) {
    const place = this.plane.scale ? this.plane.placeAt(event.offsetX, event.offsetY, this.fine) : null;
    return place && this.cell(place);
  }

  cell(place) {
    const found = this.grid.cellAt(place);
    return found && { ...found, place };
  }

  hover(found, event) {
    this.point(found && { rank: found.rank, cells: [found.cell] }, found ? this.describe(found) : "", event);
  }

  // When a cell enters: as it was sent, or with its first pixel, or where pixels are vertices its last.
  birth(rank, cell, place) {
    const { births } = this.geometry, own = this.geometry[`birth${rank}`];
    if (own || !births) return own?.[cell];
    const around = this.grid.pixelsAt(place).map((pixel) => births[pixel]);
    return this.grid.cells ? Math.min(...around) : Math.max(...around);
  }

  // The value of a pixel in words; about, where only its step on the scale has crossed.
  value(pixel) {
    const { codes, values, low, high, same } = this.image;
    if (!codes[pixel]) return "missing";
    const exact = same ? this.geometry.births : values;
    return exact ? number(exact[pixel]) : `≈${number(+(low + ((codes[pixel] - 1) / 254) * (high - low)).toPrecision(3))}`;
  }

  describe({ rank, cell, place }) {
    const where = place.map((x) => (x - this.grid.shift) / 2).join(", "), birth = this.birth(rank, cell, place);
    const enters = birth === undefined ? "" : `enters at ${number(birth)}`;
    if (rank !== this.grid.pixelRank) return [`${cellName(rank, cell)} at (${where})`, enters].filter(Boolean).join("\n");
    const [pixel] = this.grid.pixelsAt(place), value = this.image ? ` = ${this.value(pixel)}` : "";
    return [`pixel (${where})${value}`, enters].filter(Boolean).join("\n");
  }

  select(found) {
    const text = found && `Selected ${this.describe(found).replace(/\n/g, ", ")}.`;
    this.bus.say("selection", found ? [{ role: "selected", rank: found.rank, cells: [found.cell], text }] : []);
    if (!found) this.frame.say("Selection cleared.");
  }

  key(key) {
    const steps = { ArrowLeft: [0, -2], ArrowRight: [0, 2], ArrowUp: [-2, 0], ArrowDown: [2, 0] };
    const turns = { "[": -1, PageUp: -1, "]": 1, PageDown: 1 };
    if (steps[key]) this.walk(...steps[key]);
    else if (turns[key] && this.slices) this.turn(this.plane.axis, Math.max(0, Math.min(this.plane.slices - 1, this.plane.at + turns[key])));
    else if (key === "r") this.changeRank();
    else if (key === "c") this.setFine(!this.fine);
    else if (key === "Escape") this.select(null);
    else if (this.plane.camera.key(key, false)) this.moved();
    else return false;
    return true;
  }

  // The selected cell, where the walk goes on; at first the pixel in the middle.
  cursor() {
    const { plane, grid } = this, mark = this.selection.find(({ role }) => role === "selected");
    const place = mark && grid.placeOf(mark.rank, mark.cells[0]);
    if (place && plane.distance(place) === 0) return place;
    const middle = new Array(grid.dim).fill(2 * plane.at + grid.shift);
    middle[plane.across] = 2 * (plane.columns >> 1) + grid.shift;
    if (plane.down >= 0) middle[plane.down] = 2 * (plane.rows >> 1) + grid.shift;
    return middle;
  }

  walk(down, across) {
    const { plane } = this, place = this.cursor(), fresh = !this.selection.some(({ role }) => role === "selected");
    if (!fresh && plane.down >= 0) place[plane.down] += down;
    if (!fresh) place[plane.across] += across;
    this.choose(place, "The image ends here.");
  }

  // Between a pixel, its two sides and a corner, as far as the plane has them.
  changeRank() {
    const { plane, grid } = this, place = this.cursor(), axes = [plane.across, plane.down].filter((axis) => axis >= 0);
    const kinds = 2 ** axes.length, kind = axes.reduce((sum, axis, i) => sum + ((place[axis] + grid.shift) & 1) * 2 ** i, 0);
    const next = (kind + 1) % kinds;
    axes.forEach((axis, i) => { place[axis] += (((next >> i) & 1) - ((kind >> i) & 1)) * (grid.cells ? -1 : 1); });
    this.choose(place, "There is no such cell here.");
  }

  choose(place, otherwise) {
    const found = this.cell(place), { clientWidth, clientHeight } = this.frame.stage;
    if (!found) return this.frame.say(otherwise);
    this.plane.reveal(place, clientWidth, clientHeight);
    this.moved();
    this.select(found);
  }

  draw({ width, height, ratio }) {
    const { context, plane, threshold, image } = this, { births } = this.geometry, { theme } = this.frame, colours = PALETTE.themes[theme];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = colours.ground;
    context.fillRect(0, 0, width, height);
    const before = plane.scale;
    plane.lay(width, height);
    if (this.fine && (before < CELLS) !== (plane.scale < CELLS)) this.announce();
    this.frame.root.dataset.place = [plane.left, plane.top, plane.scale].join(",");
    if (!image) return;
    if (this.stale) this.paintSlice(theme);
    paintImage(context, plane, this.slice, colours);
    if (births && threshold < Infinity && plane.scale >= 3) paintFrontier(context, plane, births, threshold, colours);
    if (plane.scale >= NUMBERS) paintNumbers(context, plane, (pixel) => this.value(pixel), (pixel) => this.shade(pixel));
    this.paintOver(context, colours);
  }

  paintSlice(theme) {
    this.tables = imageTables(this.model.get("options").map, theme);
    const { births } = this.geometry, { threshold, tables } = this;
    sliceImage(this.plane, { codes: this.image.codes, births, threshold, tables }, this.slice);
    this.stale = false;
  }

  shade(pixel) {
    const late = this.geometry.births?.[pixel] > this.threshold;
    return (late ? this.tables.pale : this.tables.colours)[this.image.codes[pixel]];
  }

  // Cells and marks, cut off at the border of the image.
  paintOver(context, colours) {
    const { plane } = this, entered = (place) => {
      const { rank, cell } = this.grid.cellAt(place), birth = this.birth(rank, cell, place);
      return birth === undefined || birth <= this.threshold;
    };
    context.save();
    context.beginPath();
    context.rect(plane.left - 7, plane.top - 7, plane.columns * plane.scale + 14, plane.rows * plane.scale + 14);
    context.clip();
    if (this.fine && plane.scale >= CELLS) paintCells(context, plane, entered, colours);
    paintMarks(context, plane, this.marks);
    context.restore();
  }
}

const render = mounting(ImagePicture, "image");
export default { render };
