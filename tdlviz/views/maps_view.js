// MapsView: restriction maps as a strip of matrices or as glyphs, with transport and holonomy.
import { unpack } from "./shared/unpack.js";
import { Camera, driveCamera } from "./shared/camera.js";
import { Picture, mounting } from "./shared/picture.js";
import { make, cellName, write } from "./shared/frame.js";
import { Incidences } from "./maps_marks.js";
import { layOutStrip, mostScroll, tileCorner, tileAt, paintStrip, entryWords } from "./maps_strip.js";
import { layOutGlyphs, paintGlyphs, paintArrows, glyphAt } from "./maps_glyphs.js";
import { SheafPath, mapOf, pathWords } from "./maps_path.js";
import { drawMapsLegend, mapsRemarks } from "./maps_legend.js";

const HELP = "Click a map to select its two cells; click vertices of the glyphs in turn to carry a vector. Keys: M changes between "
  + "strip and glyphs, N and P walk the maps, arrows scroll or turn, plus and minus zoom, comma and full stop choose the next "
  + "vertex of the path, Enter goes there, Backspace goes back, C closes the path, Escape clears.";

class MapsPicture extends Picture {
  constructor(model, host) {
    super(model, host);
    Object.assign(this, { mode: model.get("options").mode, scroll: 0, zoom: 1, plan: null, candidate: -1, marked: new Set(), marks: new Map() });
    this.context = this.frame.canvas.getContext("2d", { alpha: false });
    this.readGeometry();
    this.buildHead();
    this.listen();
    this.stepped();
    this.begin(`${this.now.values.words}. ${HELP}`);
  }

  readGeometry() {
    this.geometry = unpack(this.model.get("geometry"));
    this.incidences = new Incidences(this.geometry);
    const { values, edges, positions } = this.geometry;
    this.path = new SheafPath(edges, positions.length / 3, this.incidences.place);
    this.camera = new Camera(values.flat, values.extent);
  }

  buildHead() {
    const { head, legend } = this.frame;
    this.title = make("strong", "", head);
    make("span", "tv-space", head);
    this.buttons = ["strip", "glyphs"].map((mode) => {
      const button = make("button", "", head, mode);
      button.type = "button";
      button.addEventListener("click", () => this.setMode(mode));
      return button;
    });
    this.legend = legend;
  }

  setMode(mode) {
    this.mode = mode;
    this.dress();
    this.frame.redraw();
  }

  listen() {
    const { canvas } = this.frame, strip = () => this.mode === "strip";
    // The wheel says where it turned, a pinch does not: over the strip the one scrolls, the other zooms.
    const driven = {
      drag: (dx, dy, ...rest) => (strip() ? this.scrollBy(-dy) : this.camera.drag(dx, dy, ...rest)),
      magnify: (factor, x, y) => {
        if (!strip()) this.camera.magnify(factor, x, y);
        else if (x === undefined) this.enlarge(factor);
        else this.scrollBy(-Math.log(factor) / 0.0015);
      },
    };
    driveCamera(canvas, driven, { moved: () => this.moved(), clicked: (event) => this.choose(this.at(event)) });
    canvas.addEventListener("pointermove", (event) => { if (!event.buttons) this.hover(this.at(event), event); });
    canvas.addEventListener("pointerleave", () => this.hover(null));
  }

  moved() {
    if (this.mode === "glyphs") this.bus.say("camera", this.camera.state());
    this.frame.redraw();
  }

  scrollBy(distance) {
    if (this.plan) this.scroll = Math.max(0, Math.min(mostScroll(this.plan, this.frame.stage.clientHeight), this.scroll + distance));
  }

  enlarge(factor) {
    this.zoom = Math.max(0.15, Math.min(4, this.zoom * factor));
    this.plan = null;
  }

  rebuild() {
    this.readGeometry();
    this.stepped();
    this.showMarks();
  }

  stepped() {
    const { energy, state } = this.now, known = energy?.filter((x) => x === x) ?? [];
    // From 0, where the ends agree: else colours would tell the rounding of energies that are all the same.
    this.energies = known.length ? [0, known.reduce((a, b) => Math.max(a, b))] : null;
    this.shown = Array.from(state.keys()).filter((i) => state[i]);
    this.dress();
  }

  themed() {
    this.dress();
  }

  // All that the mode, the theme or the step changes around the canvas.
  dress() {
    this.plan = null;
    write(this.title, this.now.values.title);
    this.buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.textContent === this.mode)));
    drawMapsLegend(this.legend, this.now, this.mode, this.frame.theme, this.energies);
    this.announce();
  }

  heard(key, value) {
    if (key === "camera") {
      this.camera.follow(value);
      if (this.mode === "glyphs") this.plan = null;
    }
    if (key !== "selection" && key !== "hover") return;
    const cycle = key === "selection" && value.find((m) => m.role === "cycle" && m.rank === 1 && m.cells.length);
    if (cycle && !this.geometry.values.rank) this.path.follow(cycle.cells);
    this.showMarks();
    if (key === "selection") this.bringForward();
    this.announce();
  }

  showMarks() {
    this.marks = new Map();
    const hovered = this.hovered ? this.incidences.lit([this.hovered]) : [];
    hovered.forEach((i) => this.marks.set(i, "hover"));
    this.incidences.lit(this.selection).forEach((i) => this.marks.set(i, "selected"));
    this.marked = new Set([...this.selection, ...(this.hovered ? [this.hovered] : [])].flatMap((m) => m.cells.map((cell) => `${m.rank}:${cell}`)));
    this.path.edges.forEach((edge) => this.marked.add(`1:${edge}`));
    this.frame.root.dataset.lit = [...this.marks.keys()].join(",");
  }

  // Scrolls the first chosen map into sight.
  bringForward() {
    const chosen = this.shown.findIndex((i) => this.marks.get(i) === "selected"), { clientHeight: height } = this.frame.stage;
    if (this.mode !== "strip" || chosen < 0 || !this.plan) return;
    const [, top] = tileCorner(this.plan, chosen, 0);
    if (top < this.scroll + 60 || top + this.plan.rowHeight > this.scroll + height) this.scroll = top - 60;
    this.scrollBy(0);
  }

  announce() {
    const texts = this.selection.map((mark) => mark.text).filter(Boolean), walked = this.walked();
    const remarks = mapsRemarks(this.geometry, this.now, this.mode, this.plan?.leftOut ?? 0);
    write(this.frame.note, [...texts, walked, remarks].filter(Boolean).join(" "));
    this.frame.root.dataset.shown = this.shown.length;
    if (texts.length || walked) this.frame.say([...texts, walked].join(" "));
  }

  carried() {
    const { path, now } = this, width = now.values.shape[1], start = path.vertices[0];
    const own = now.section?.subarray(width * start, width * (start + 1));
    const first = own?.every(Number.isFinite) ? Array.from(own) : Array.from({ length: width }, (_, i) => +(i === 0));
    return path.carry(first, (incidence) => mapOf(now, incidence), width);
  }

  walked() {
    return this.path.vertices.length && this.now.values.shape[1] ? pathWords(this.path, this.carried()) : this.path.refused;
  }

  at(event) {
    if (!this.plan) return null;
    const { offsetX: x, offsetY: y } = event;
    if (this.mode === "strip") return tileAt(this.plan, this.scroll, this.frame.stage.clientHeight, x, y);
    return glyphAt(this.geometry, this.now, this.plan, x, y);
  }

  hover(found, event) {
    const { rank } = this.geometry.values;
    if (!found) this.point(null, "", event);
    else if (found.vertex !== undefined) this.point({ rank: 0, cells: [found.vertex] }, cellName(0, found.vertex), event);
    else if (found.edge !== undefined) this.point({ rank: 1, cells: [found.edge] }, this.edgeWords(found.edge), event);
    else {
      const entry = this.mode === "strip" ? entryWords(this.now, found) : "", words = this.incidences.words(found.incidence, this.now);
      this.point({ rank: rank + 1, cells: [this.incidences.cell[found.incidence]] }, [words, entry].filter(Boolean).join("\n"), event);
    }
    this.frame.canvas.style.cursor = found ? "pointer" : "default";
  }

  edgeWords(edge) {
    const energy = this.now.energy?.[edge];
    return `${cellName(1, edge)}${energy === undefined ? "" : `\nenergy ${Number.isFinite(energy) ? +energy.toPrecision(4) : "missing"}`}`;
  }

  choose(found) {
    if (!found) return this.bus.say("selection", []);
    if (found.vertex !== undefined) return this.goTo(found.vertex);
    if (found.edge !== undefined) return this.bus.say("selection", [{ role: "selected", rank: 1, cells: [found.edge], text: `Selected ${this.edgeWords(found.edge).replace("\n", ", ")}.` }]);
    this.bus.say("selection", this.incidences.marks(found.incidence, this.now));
  }

  // A vertex more on the path. Only maps from vertices to edges carry anything.
  goTo(vertex) {
    if (!this.geometry.values.rank) this.path.extend(vertex, (edge) => this.passable(edge));
    this.sayPath(vertex);
  }

  passable(edge) {
    const { edges } = this.geometry;
    return [edges[2 * edge], edges[2 * edge + 1]].every((v) => this.now.state[this.incidences.place.get(`${v}:${edge}`)] === 1);
  }

  sayPath(vertex) {
    this.candidate = -1;
    const marks = [{ role: "selected", rank: 0, cells: [vertex], text: `Selected ${cellName(0, vertex)}.` }];
    if (this.path.edges.length) marks.push({ role: "selected", rank: 1, cells: [...new Set(this.path.edges)] });
    this.bus.say("selection", marks);
  }

  key(key, event) {
    const actions = {
      m: () => this.setMode(this.mode === "strip" ? "glyphs" : "strip"),
      n: () => this.walk(1),
      p: () => this.walk(-1),
      ",": () => this.propose(-1),
      ".": () => this.propose(1),
      Enter: () => this.candidate >= 0 && this.goTo(this.candidate),
      Backspace: () => this.retreat(),
      c: () => this.path.edges.length && !this.path.closed && this.goTo(this.path.vertices[0]),
      Escape: () => { this.path.clear(); this.bus.say("selection", []); this.frame.say("Selection and path cleared."); },
    };
    if (actions[key]) actions[key]();
    else if (this.mode === "strip") return this.scrollKey(key);
    else if (this.camera.key(event.key, event.shiftKey)) this.moved();
    else return false;
    return true;
  }

  scrollKey(key) {
    const rows = { ArrowDown: 1, ArrowUp: -1, PageDown: 4, PageUp: -4, Home: -1e9, End: 1e9 }, zooms = { "+": 1.2, "=": 1.2, "-": 1 / 1.2 };
    if (rows[key]) this.scrollBy(rows[key] * (this.plan?.rowHeight ?? 0));
    else if (zooms[key]) this.enlarge(zooms[key]);
    else if (key === "ArrowRight" || key === "ArrowLeft") this.walk(key === "ArrowRight" ? 1 : -1);
    else return false;
    this.frame.redraw();
    return true;
  }

  walk(step) {
    const n = this.shown.length, now = this.shown.findIndex((i) => this.marks.get(i) === "selected");
    if (n) this.choose({ incidence: this.shown[now < 0 && step < 0 ? n - 1 : (now + step + n) % n] });
  }

  // Offers the next neighbour of the path's end, or the next vertex where there is no path yet.
  propose(step) {
    if (this.geometry.values.rank) return;
    const { vertices, neighbours, closed } = this.path, fresh = !vertices.length || closed;
    const offered = fresh ? Array.from(neighbours.keys()) : neighbours[vertices.at(-1)].map(([vertex]) => vertex);
    if (!offered.length) return;
    const now = offered.indexOf(this.candidate);
    this.candidate = offered[now < 0 && step < 0 ? offered.length - 1 : (now + step + offered.length) % offered.length];
    this.bus.say("hover", { rank: 0, cells: [this.candidate] });
    this.frame.say(`Enter goes to ${cellName(0, this.candidate)}.`);
  }

  retreat() {
    this.path.back();
    if (this.path.vertices.length) this.sayPath(this.path.vertices.at(-1));
    else this.bus.say("selection", []);
  }

  draw({ width, height, ratio }) {
    if (this.drawnAt !== `${width}×${height}`) this.plan = null;
    this.drawnAt = `${width}×${height}`;
    const { theme } = this.frame, look = { width, height, ratio, theme, colours: PALETTE.themes[theme], marks: this.marks, marked: this.marked };
    if (this.mode === "strip") this.drawStrip(look);
    else this.drawGlyphs(look);
  }

  drawStrip(look) {
    const { geometry, shown, now } = this;
    if (!this.plan) {
      this.plan = layOutStrip(shown, geometry.cell, now.values.shape, look.width, this.zoom);
      this.scrollBy(0);
    }
    paintStrip(this.context, this.plan, now, { ...look, scroll: this.scroll, nameOf: (i) => this.incidences.name(i) });
  }

  drawGlyphs(look) {
    const { geometry, now, camera, path } = this, before = this.plan;
    this.plan = layOutGlyphs(geometry, now, camera, look.width, look.height);
    if (!before && this.plan.leftOut) this.announce();
    paintGlyphs(this.context, geometry, now, this.plan, { ...look, energies: this.energies });
    if (path.vertices.length && now.values.shape[1]) paintArrows(this.context, this.plan, path.vertices, this.carried().vectors, path.closed, look);
  }
}

export default mounting(MapsPicture, "sheaf");
