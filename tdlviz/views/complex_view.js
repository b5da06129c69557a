// ComplexView: the complex in WebGL2, its filtration slider, hover and selection.
import { unpack } from "./shared/unpack.js";
import { Camera, driveCamera } from "./shared/camera.js";
import { FiltrationSlider } from "./shared/filtration.js";
import { showLegend } from "./shared/legend.js";
import { driveLasso, insidePolygon } from "./shared/lasso.js";
import { project, pick } from "./shared/pick.js";
import { Picture, mounting } from "./shared/picture.js";
import { make, makeButton, plural, write } from "./shared/frame.js";
import { watchContexts } from "./shared/context.js";
import { ComplexScene } from "./complex_scene.js";
import { ComplexOverlay } from "./complex_overlay.js";
import { layersOf } from "./complex_marks.js";
import { CellsGuise } from "./complex_cells.js";
import { LayersGuise } from "./complex_layers.js";
import { HullsGuise } from "./complex_hulls.js";
import { countShown, cellWords, channelWords, leftOutWords } from "./complex_words.js";

const HELP = "Drag to turn, shift-drag to move, wheel to zoom, click a cell to select it. Keys: arrows turn, "
  + "shift and arrows move, plus and minus zoom, 0 resets, N and P walk the cells, R changes their rank, L shows labels, "
  + "S turns the lasso on and off, Escape clears.";

function readGeometry(model) {
  const geometry = unpack(model.get("geometry")), { owner, birth2 } = geometry;
  geometry.triangleBirths = owner && birth2 ? Float32Array.from(owner, (face) => birth2[face]) : birth2;
  geometry.base = geometry.positions;
  geometry.sorted = geometry.values.counts.map((_, rank) => geometry[`birth${rank}`]?.slice().sort());
  const Guise = geometry.covers ? LayersGuise : geometry.hullOffsets ? HullsGuise : CellsGuise;
  return Object.assign(geometry, { guise: new Guise(geometry) });
}

class ComplexPicture extends Picture {
  constructor(model, host) {
    super(model, host);
    this.geometry = readGeometry(model);
    this.rank = 0;
    const { values } = this.geometry;
    this.camera = new Camera(values.flat, values.extent);
    this.buildHead();
    if (values.range) this.slider = new FiltrationSlider(this.frame, values, (value) => this.bus.say("filtration", value));
    this.scene = new ComplexScene(this.frame.canvas, this.geometry.guise.drawn);
    this.overlay = new ComplexOverlay(this.frame.canvas, this.geometry.guise.drawn);
    this.showPressed();
    this.stepped();
    this.listen();
    this.begin(`${values.words}. ${HELP}`);
    this.announce();
  }

  buildHead() {
    const { head } = this.frame;
    this.title = make("span", "", head);
    make("span", "tv-space", head);
    this.buttons = {
      named: makeButton(head, "Labels", () => this.toggle("named")),
      lassoing: makeButton(head, "Lasso", () => this.toggle("lassoing")),
    };
    makeButton(head, "Reset view", () => { this.camera.reset(); this.moved(); });
  }

  // Labels, or the lasso in place of turning, on or off.
  toggle(what) {
    const place = what === "named" ? this.overlay : this;
    place[what] = !place[what];
    this.showPressed();
    this.frame.canvas.style.cursor = this.lassoing ? "crosshair" : "";
    this.frame.redraw();
  }

  showPressed() {
    this.buttons.named.setAttribute("aria-pressed", String(Boolean(this.overlay.named)));
    this.buttons.lassoing.setAttribute("aria-pressed", String(Boolean(this.lassoing)));
  }

  moved() {
    this.bus.say("camera", this.camera.state());
  }

  listen() {
    const { frame } = this, { canvas } = frame;
    driveLasso(canvas, {
      active: () => this.lassoing,
      moved: (points) => { this.overlay.lasso = points; frame.redraw(); },
      done: (points) => (points.length > 4 ? this.enclose(points) : this.select(null)),
    });
    driveCamera(canvas, this.camera, {
      moved: () => this.moved(),
      clicked: (e) => this.select(this.at(e)),
    });
    canvas.addEventListener("pointermove", (e) => { if (!e.buttons) this.hover(this.at(e), e); });
    canvas.addEventListener("pointerleave", () => this.hover(null));
    frame.undo.push(watchContexts(
      (gl) => gl === this.scene.gl && frame.fail("The graphics driver took the 3-D context away; it is drawn again when it comes back."),
      (gl) => { if (gl === this.scene.gl) { frame.fail(""); this.rebuild(); } },
    ));
  }

  rebuild() {
    this.geometry = readGeometry(this.model);
    this.scene.close();
    this.scene = new ComplexScene(this.frame.canvas, this.geometry.guise.drawn);
    this.overlay = new ComplexOverlay(this.frame.canvas, this.geometry.guise.drawn);
    this.stepped();
    this.showMarks();
    this.announce();
  }

  stepped() {
    const { now: channels, geometry } = this, { colour, flow, heights } = channels.values;
    this.channels = channels;
    if (heights) {
      geometry.positions = geometry.base.map((x, i) => x + (i % 3 === 1 ? Math.max(0, channels.heights[(i - 1) / 3]) - 0.5 : 0));
      this.scene.move();
      if (this.bus) this.showMarks();
    }
    this.screen = null;
    this.scene.setChannels(geometry.guise.channels(channels));
    this.overlay.setFlow(channels.flow);
    showLegend(this.frame.legend, colour, ...channelWords(channels.values));
    if (this.bus) this.announce();
    this.frame.redraw();
  }

  themed() {
    this.showMarks();
  }

  heard(key, value) {
    if (key === "selection" || key === "hover") this.showMarks();
    if (key === "camera") {
      this.camera.follow(value);
      this.screen = null;
    } else if (key === "filtration") this.slider?.show(this.threshold);
    else if (key === "range") this.slider?.show(this.threshold, value);
    else if (key === "weights") this.overlay.setWeights(value);
    if (key !== "camera") this.announce();
  }

  announce() {
    const { counts, names, remark } = this.geometry.values, shown = countShown(this.geometry, this.threshold);
    this.title.replaceChildren();
    make("strong", "", this.title, shown.map((n, rank) => plural(n, names[rank])).join(", "));
    const all = counts.every((n, rank) => n === shown[rank]);
    if (!all) make("span", "", this.title, ` of ${counts.map((n) => n.toLocaleString("en")).join(", ")}`);
    this.frame.root.dataset.shown = shown.join(",");
    const texts = this.selection.map((mark) => mark.text).filter(Boolean), waiting = this.now.values.waiting.map((name) => `${name}: nothing yet.`);
    write(this.frame.note, [...texts, ...waiting, remark, ...leftOutWords(this.leftOut())].filter(Boolean).join(" "));
    if (texts.length) this.frame.say(texts.join(" "));
  }

  leftOut() {
    const { scene, overlay, geometry } = this;
    return { hidden: scene.leftOut, faces: geometry.guise.drawn.triangles.length / 3, arrows: overlay.flow?.leftOut ?? 0, faint: overlay.weights?.faint ?? 0, unnamed: overlay.unnamed };
  }

  showMarks() {
    const { guise } = this.geometry, marks = [...this.selection, ...(this.hovered ? [{ ...this.hovered, role: "hover" }] : [])];
    this.scene.setMarks(layersOf(guise.marks(marks), guise.drawn, PALETTE.themes[this.frame.theme].ink));
    this.frame.redraw();
  }

  onScreen() {
    const { clientWidth: width, clientHeight: height } = this.frame.canvas;
    return (this.screen ??= project(this.camera.matrix(width, height), this.geometry.positions, width, height));
  }

  at(event) {
    const { offsetX: x, offsetY: y } = event, { threshold, geometry: { guise, values } } = this;
    const solid = this.channels.values.opacity >= 1 && !values.flat;
    const found = pick(this.onScreen(), guise.drawn, x, y, { threshold, reach: [8, 5], solid });
    return guise.cellAt(found, this.camera.place(x, y, this.frame.canvas), threshold);
  }

  hover(found, event) {
    this.point(found && { rank: found.rank, cells: [found.cell] }, found && this.describe(found), event);
  }

  describe(found) {
    return cellWords(found, this.geometry, this.channels);
  }

  // Selects the cells of one rank whose vertices all lie within a lasso.
  enclose(points) {
    const { rank, geometry: { guise, values, [`birth${this.rank}`]: births } } = this, screen = this.onScreen();
    const inside = Array.from({ length: screen.length / 3 }, (_, i) => insidePolygon(points, screen[3 * i], screen[3 * i + 1]));
    const cells = guise.within(inside, rank).filter((cell) => !births || births[cell] <= this.threshold);
    const text = `${plural(cells.length, values.names[rank])} selected.`;
    this.bus.say("selection", cells.length ? [{ role: "selected", rank, cells, text }] : []);
  }

  select(found) {
    const text = found && `Selected ${this.describe(found).replace(/\n/g, ", ")}.`;
    this.bus.say("selection", found ? [{ role: "selected", rank: found.rank, cells: [found.cell], text }] : []);
    if (!found) this.frame.say("Selection cleared.");
  }

  key(key, event) {
    if (key === "n" || key === "p") this.walk(key === "n" ? 1 : -1);
    else if (key === "r") this.changeRank();
    else if (key === "l" || key === "s") this.toggle(key === "l" ? "named" : "lassoing");
    else if (key === "Escape") this.select(null);
    else if (this.camera.key(event.key, event.shiftKey)) this.moved();
    else return false;
    return true;
  }

  changeRank() {
    const { guise, values: { names } } = this.geometry, ranks = guise.walkable.flatMap((there, rank) => (there ? [rank] : []));
    this.rank = ranks[(ranks.indexOf(this.rank) + 1) % ranks.length];
    this.frame.say(`N and P now walk the ${names[this.rank]}.`);
  }

  walk(step) {
    const n = this.geometry.values.counts[this.rank], births = this.geometry[`birth${this.rank}`];
    const now = this.selection.find((m) => m.role === "selected" && m.rank === this.rank)?.cells[0] ?? (step > 0 ? -1 : n);
    for (let i = 1; i <= n; i++) {
      const cell = (((now + step * i) % n) + n) % n;
      if (!births || births[cell] <= this.threshold) return this.select({ rank: this.rank, cell });
    }
    this.frame.say(`No ${this.geometry.values.names[this.rank]} at this filtration value.`);
  }

  // Marks thin out where cells crowd, so that a mesh of 1e5 faces is a surface and not a blot.
  look(width, height) {
    const { drawn } = this.geometry.guise, n = Math.max(1, drawn.values.counts[0]), { opacity } = this.channels.values;
    const gap = Math.sqrt((width * height) / n) * 0.6 * Math.sqrt(this.camera.zoom);
    const faces = drawn.triangles.length > 0 && opacity > 0;
    const solid = opacity >= 1, clamp = (x, low, high) => Math.max(low, Math.min(high, x));
    const crowd = Math.max(1, drawn.edges.length / (6 * n));
    return {
      opacity,
      pointSize: gap < (solid ? 8 : faces ? 4 : 0) ? 0 : clamp(gap * 0.12, 1.2, 4.5),
      edgeAlpha: solid && gap < 5 ? 0 : this.channels.values.colour?.rank === 1 ? 0.9 : clamp((solid ? 0.5 : 0.85) / Math.sqrt(crowd), 0.12, 1),
    };
  }

  draw({ width, height, ratio }) {
    const { camera, threshold, frame } = this;
    if (this.scene.gl.isContextLost()) return;
    if (this.drawnAt !== `${width}×${height}`) this.screen = null;
    this.drawnAt = `${width}×${height}`;
    const before = JSON.stringify(this.leftOut());
    this.scene.draw({ camera, width, height, ratio, threshold, theme: frame.theme, look: this.look(width, height) });
    if (this.overlay.busy) this.overlay.paint(this.onScreen(), { width, height, ratio, threshold, theme: frame.theme });
    if (before !== JSON.stringify(this.leftOut())) this.announce();
  }

  close() {
    this.scene.close();
    super.close();
  }
}

export default mounting(ComplexPicture, "complex");
