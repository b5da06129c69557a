// ImageView: an image or a slice of a volume, its filtration, and the cells that linked views select.
import { unpack } from "./shared/unpack.js";
import { driveCamera } from "./shared/camera.js";
import { FiltrationSlider } from "./shared/filtration.js";
import { Picture, mounting } from "./shared/picture.js";
import { make, plural, rankName, write } from "./shared/frame.js";
import { ImageGrid } from "./image_grid.js";
import { ImagePlane } from "./image_plane.js";
import { ImageNumbers } from "./image_numbers.js";
import { imageLegend } from "./image_legend.js";
import { cursor, nextKind } from "./image_walk.js";
import { SliceRow } from "./image_slices.js";
import { ImageCanvas } from "./image_canvas.js";
import { imageMark, bestSlice } from "./image_marks.js";
import { CELLS, imageMap } from "./image_paint.js";

const HELP = "Drag to move, wheel to zoom, click a pixel to select it. Keys: arrows walk the pixels, R changes to sides and corners, "
  + "C shows the cells, plus and minus zoom, 0 resets, [ and ] change the slice of a volume, Escape clears.";

class ImagePicture extends Picture {
  constructor(model, host) {
    super(model, host);
    Object.assign(this, { chosen: 0, fine: false, marks: [] });
    const { axis, at, map } = model.get("options");
    this.geometry = unpack(model.get("geometry"));
    this.grid = new ImageGrid(this.geometry.values);
    this.canvas = new ImageCanvas(this.frame.canvas, map);
    this.plane = new ImagePlane(this.grid, axis, at);
    this.build();
    this.listen();
    this.stepped();
    this.begin(`${this.geometry.values.words}. ${HELP}`);
    this.announce();
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

  // The image that is shown of the step that is shown: its codes, its values if they came, its meaning.
  stepped() {
    const { images } = this.now.values, place = Math.min(this.chosen, images.length - 1);
    this.image = images.length ? { ...images[place], codes: this.now[`codes${place}`], values: this.now[`values${place}`] } : null;
    this.numbers = new ImageNumbers(this.grid, this.geometry, this.image);
    this.canvas.stale = true;
    imageLegend(this.legend, images, place, imageMap(this.canvas.map), (next) => { this.chosen = next; this.stepped(); });
    if (this.bus) this.announce();
    this.frame.redraw();
  }

  themed() {
    this.canvas.stale = true;
    this.frame.redraw();
  }

  heard(key, value) {
    if (key === "camera") this.plane.camera.follow(value);
    else if (key === "filtration") this.canvas.stale = true;
    if (key === "slice" && String(value.shape) === String(this.grid.shape)) this.cut(value);
    if (key === "filtration" || key === "range") this.slider?.show(this.threshold, key === "range" ? value : undefined);
    if (key === "selection" || key === "hover") this.showMarks();
    if (key !== "camera" && key !== "hover") this.announce();
  }

  cut({ axis, at }) {
    this.plane.cut(axis, at);
    this.canvas.stale = true;
    this.slices.show(axis, at);
    this.showMarks();
  }

  showMarks() {
    const marks = [...this.selection, ...(this.hovered ? [{ ...this.hovered, role: "hover" }] : [])];
    this.marks = marks.map((mark) => imageMark(mark, this.plane)).filter((mark) => mark.places.length);
    if (this.slices) this.slices.button.hidden = !this.marks.some((mark) => mark.role !== "hover");
  }

  announce() {
    const there = this.numbers.count(this.threshold), all = this.grid.count(this.grid.pixelRank), { root, note } = this.frame;
    write(this.readout, there < all ? `${there.toLocaleString("en")} entered` : "");
    root.dataset.shown = there;
    const texts = this.selection.map((mark) => mark.text).filter(Boolean), { plane } = this;
    const close = this.fine && plane.scale < CELLS ? `The cells are drawn from ${CELLS} screen pixels a pixel on: zoom in.` : "";
    const none = this.image ? "" : "No values yet.";
    write(note, [...texts, ...this.whereabouts(), close, none].filter(Boolean).join(" "));
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
    this.point(found && { rank: found.rank, cells: [found.cell] }, found ? this.numbers.describe(found) : "", event);
  }

  select(found) {
    const text = found && `Selected ${this.numbers.describe(found).replace(/\n/g, ", ")}.`;
    this.bus.say("selection", found ? [{ role: "selected", rank: found.rank, cells: [found.cell], text }] : []);
    if (!found) this.frame.say("Selection cleared.");
  }

  key(key) {
    const steps = { ArrowLeft: [0, -2], ArrowRight: [0, 2], ArrowUp: [-2, 0], ArrowDown: [2, 0] };
    const turns = { "[": -1, PageUp: -1, "]": 1, PageDown: 1 };
    if (steps[key]) this.walk(...steps[key]);
    else if (turns[key] && this.slices) this.turn(this.plane.axis, Math.max(0, Math.min(this.plane.slices - 1, this.plane.at + turns[key])));
    else if (key === "r") this.choose(nextKind(this.plane, cursor(this.plane, this.selection).place), "There is no such cell here.");
    else if (key === "c") this.setFine(!this.fine);
    else if (key === "Escape") this.select(null);
    else if (this.plane.camera.key(key, false)) this.moved();
    else return false;
    return true;
  }

  walk(down, across) {
    const { plane } = this, { place, fresh } = cursor(plane, this.selection);
    if (!fresh && plane.down >= 0) place[plane.down] += down;
    if (!fresh) place[plane.across] += across;
    this.choose(place, "The image ends here.");
  }

  choose(place, otherwise) {
    const found = this.cell(place), { clientWidth, clientHeight } = this.frame.stage;
    if (!found) return this.frame.say(otherwise);
    this.plane.reveal(place, clientWidth, clientHeight);
    this.moved();
    this.select(found);
  }

  draw(size) {
    const { plane, threshold, fine, marks, frame } = this, before = plane.scale;
    plane.lay(size.width, size.height);
    if (fine && (before < CELLS) !== (plane.scale < CELLS)) this.announce();
    frame.root.dataset.place = [plane.left, plane.top, plane.scale].join(",");
    this.canvas.draw(size, plane, this.numbers, { threshold, theme: frame.theme, fine, marks });
  }
}

export default mounting(ImagePicture, "image");
