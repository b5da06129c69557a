// ComplexView: the complex in WebGL2, its filtration slider, hover and selection.
import { unpack } from "./shared/unpack.js";
import { Camera, driveCamera } from "./shared/camera.js";
import { FiltrationSlider } from "./shared/filtration.js";
import { project, pick } from "./shared/pick.js";
import { Picture, mounting } from "./shared/picture.js";
import { make, number, plural, rankName, cellName } from "./shared/frame.js";
import { watchContexts } from "./shared/context.js";
import { ComplexScene } from "./complex_scene.js";
import { layersOf } from "./complex_marks.js";

const HELP = "Drag to turn, shift-drag to move, wheel to zoom, click a cell to select it. Keys: arrows turn, "
  + "shift and arrows move, plus and minus zoom, 0 resets, N and P walk the cells, R changes their rank, Escape clears.";

function readGeometry(model) {
  const geometry = unpack(model.get("geometry")), { owner, birth2 } = geometry;
  geometry.triangleBirths = owner && birth2 ? Float32Array.from(owner, (face) => birth2[face]) : birth2;
  geometry.sorted = geometry.values.counts.map((_, rank) => geometry[`birth${rank}`]?.slice().sort());
  return geometry;
}

// How many of the sorted births are at or below t.
function countBelow(sorted, t) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= t) low = middle + 1;
    else high = middle;
  }
  return low;
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
    this.scene = new ComplexScene(this.frame.canvas, this.geometry);
    this.stepped();
    this.listen();
    this.begin(`${values.words}. ${HELP}`);
  }

  buildHead() {
    const { head, stage } = this.frame;
    this.title = make("span", "", head);
    make("span", "tv-space", head);
    const reset = make("button", "", head, "Reset view");
    reset.type = "button";
    reset.addEventListener("click", () => { this.camera.reset(); this.moved(); });
    this.legend = make("div", "tv-legend", stage);
  }

  moved() {
    this.bus.say("camera", this.camera.state());
  }

  listen() {
    const { frame } = this, { canvas } = frame;
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
    this.scene = new ComplexScene(this.frame.canvas, this.geometry);
    this.screen = null;
    this.stepped();
    this.showMarks();
    this.announce();
  }

  stepped() {
    this.channels = this.now;
    this.scene.setChannels(this.channels);
    this.drawLegend();
    this.frame.redraw();
  }

  themed() {
    this.showMarks();
  }

  drawLegend() {
    const { colour } = this.channels.values;
    this.legend.replaceChildren();
    if (!colour) return;
    make("span", "", this.legend, colour.name);
    if (colour.kind === "label") {
      colour.labels.forEach((label, i) => {
        make("b", "", this.legend).style.background = PALETTE.okabeIto[i % PALETTE.okabeIto.length];
        make("span", "", this.legend, label);
      });
    } else {
      make("span", "", this.legend, number(colour.low));
      make("i", "", this.legend).style.background = `linear-gradient(90deg, ${PALETTE.viridis.join(",")})`;
      make("span", "", this.legend, number(colour.high));
    }
    if (colour.missing) make("span", "", this.legend, `${colour.missing.toLocaleString("en")} missing`);
  }

  heard(key, value) {
    if (key === "selection" || key === "hover") this.showMarks();
    if (key === "camera") {
      this.camera.follow(value);
      this.screen = null;
    } else if (key === "filtration") this.slider?.show(this.threshold);
    else if (key === "range") this.slider?.show(this.threshold, value);
    if (key !== "camera") this.announce();
  }

  shown() {
    const { counts } = this.geometry.values;
    return counts.map((n, rank) => (this.geometry.sorted[rank] ? countBelow(this.geometry.sorted[rank], this.threshold) : n));
  }

  announce() {
    const { counts, remark } = this.geometry.values, shown = this.shown();
    this.title.replaceChildren();
    make("strong", "", this.title, shown.map((n, rank) => plural(n, rankName(rank))).join(", "));
    const all = counts.every((n, rank) => n === shown[rank]);
    if (!all) make("span", "", this.title, ` of ${counts.map((n) => n.toLocaleString("en")).join(", ")}`);
    this.frame.root.dataset.shown = shown.join(",");
    const texts = this.selection.map((mark) => mark.text).filter(Boolean);
    const { leftOut } = this.scene ?? {}, faces = this.geometry.triangles.length / 3;
    const thin = leftOut ? `Drawn: ${plural(faces - leftOut, "faces")} of ${faces.toLocaleString("en")}; the others lie too deep to be told apart.` : "";
    this.frame.note.textContent = [...texts, remark, thin].filter(Boolean).join(" ");
    if (texts.length) this.frame.say(texts.join(" "));
  }

  showMarks() {
    const marks = [...this.selection, ...(this.hovered ? [{ ...this.hovered, role: "hover" }] : [])];
    this.scene.setMarks(layersOf(marks, this.geometry, PALETTE.themes[this.frame.theme].ink));
    this.frame.redraw();
  }

  at(event) {
    const { clientWidth: width, clientHeight: height } = this.frame.canvas, { values } = this.geometry;
    this.screen ??= project(this.camera.matrix(width, height), this.geometry.positions, width, height);
    const solid = this.channels.values.opacity >= 1 && !values.flat;
    return pick(this.screen, this.geometry, event.offsetX, event.offsetY, { threshold: this.threshold, reach: [8, 5], solid });
  }

  hover(found, event) {
    this.point(found && { rank: found.rank, cells: [found.cell] }, found && this.describe(found), event);
  }

  describe({ rank, cell }) {
    const { colour } = this.channels.values, birth = this.geometry[`birth${rank}`], lines = [cellName(rank, cell)];
    if (birth) lines.push(`enters at ${number(birth[cell])}`);
    if (colour?.rank === rank && colour.kind !== "label") {
      const x = this.channels.colour[cell];
      lines.push(`${colour.name} ${x < 0 ? "missing" : number(colour.low + x * (colour.high - colour.low))}`);
    }
    return lines.join("\n");
  }

  select(found) {
    const text = found && `Selected ${this.describe(found).replace(/\n/g, ", ")}.`;
    this.bus.say("selection", found ? [{ role: "selected", rank: found.rank, cells: [found.cell], text }] : []);
    if (!found) this.frame.say("Selection cleared.");
  }

  key(key, event) {
    if (key === "n" || key === "p") this.walk(key === "n" ? 1 : -1);
    else if (key === "r") this.changeRank();
    else if (key === "Escape") this.select(null);
    else if (this.camera.key(event.key, event.shiftKey)) this.moved();
    else return false;
    return true;
  }

  changeRank() {
    const ranks = this.geometry.values.counts.flatMap((n, rank) => (n && rank < 3 ? [rank] : []));
    this.rank = ranks[(ranks.indexOf(this.rank) + 1) % ranks.length];
    this.frame.say(`N and P now walk the ${rankName(this.rank)}.`);
  }

  walk(step) {
    const n = this.geometry.values.counts[this.rank], births = this.geometry[`birth${this.rank}`];
    const now = this.selection.find((m) => m.role === "selected" && m.rank === this.rank)?.cells[0] ?? (step > 0 ? -1 : n);
    for (let i = 1; i <= n; i++) {
      const cell = (((now + step * i) % n) + n) % n;
      if (!births || births[cell] <= this.threshold) return this.select({ rank: this.rank, cell });
    }
    this.frame.say(`No ${rankName(this.rank)} at this filtration value.`);
  }

  // Marks thin out where cells crowd, so that a mesh of 1e5 faces is a surface and not a blot.
  look(width, height) {
    const n = Math.max(1, this.geometry.values.counts[0]), { opacity } = this.channels.values;
    const gap = Math.sqrt((width * height) / n) * 0.6 * Math.sqrt(this.camera.zoom);
    const faces = this.geometry.triangles.length > 0 && opacity > 0;
    const solid = opacity >= 1, clamp = (x, low, high) => Math.max(low, Math.min(high, x));
    const crowd = Math.max(1, this.geometry.values.counts[1] / (3 * n));
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
    const { leftOut } = this.scene;
    this.scene.draw({ camera, width, height, ratio, threshold, theme: frame.theme, look: this.look(width, height) });
    if (leftOut !== this.scene.leftOut) this.announce();
  }

  close() {
    this.scene.close();
    super.close();
  }
}

const render = mounting(ComplexPicture, "complex");
export default { render };
