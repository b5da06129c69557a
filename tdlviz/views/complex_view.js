// ComplexView: the complex in WebGL2, its filtration slider, hover and selection.
import { unpack } from "./shared/unpack.js";
import { followTheme } from "./shared/theme.js";
import { joinBus, tellPython } from "./shared/bus.js";
import { Camera, driveCamera } from "./shared/camera.js";
import { Player } from "./shared/player.js";
import { project, pick } from "./shared/pick.js";
import { make, makeFrame, keepDrawn, applyTheme, closeFrame, number, plural, rankName, cellName } from "./shared/frame.js";
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

class ComplexPicture {
  constructor(model, host) {
    this.model = model;
    this.geometry = readGeometry(model);
    const { values } = this.geometry;
    Object.assign(this, { threshold: Infinity, hovered: null, rank: 0, selection: [] });
    const frame = (this.frame = makeFrame(model, host, `${values.words}. ${HELP}`));
    this.camera = new Camera(values.flat, values.extent);
    this.buildHead();
    if (values.range) this.buildSlider();
    keepDrawn(frame, (size) => this.draw(size));
    this.scene = new ComplexScene(frame.canvas, this.geometry);
    this.readChannels();
    this.listen();
    this.announce();
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

  buildSlider() {
    const at = () => (this.threshold >= this.range[1] ? 1 : (this.threshold - this.range[0]) / (this.range[1] - this.range[0]));
    this.player = new Player(this.frame.foot, { at, go: (share) => this.slide(share) });
    this.frame.undo.push(() => this.player.stop());
    const label = make("label", "", this.frame.foot, "filtration");
    const slider = (this.slider = make("input", "", label));
    this.output = make("output", "", this.frame.foot);
    this.range = this.geometry.values.range;
    Object.assign(slider, { type: "range", min: 0, max: 1000, step: 1, value: 1000 });
    this.moveSlider();
    slider.addEventListener("input", () => this.slide(slider.value / 1000));
  }

  slide(share) {
    const [low, high] = this.range;
    this.bus.say("filtration", share >= 1 ? null : low + (high - low) * share);
  }

  moved() {
    this.bus.say("camera", this.camera.state());
  }

  listen() {
    const { frame, model } = this, { canvas, root } = frame;
    const on = (name, fn) => { model.on(name, fn); frame.undo.push(() => model.off(name, fn)); };
    driveCamera(canvas, this.camera, {
      moved: () => this.moved(),
      clicked: (e) => this.select(this.at(e)),
    });
    canvas.addEventListener("pointermove", (e) => { if (!e.buttons) this.hover(this.at(e), e); });
    canvas.addEventListener("pointerleave", () => this.hover(null));
    canvas.addEventListener("keydown", (e) => this.key(e));
    this.bus = joinBus(model, (key, value) => this.heard(key, value));
    frame.undo.push(() => this.bus.close());
    // The slider itself sends nothing; Python learns its value when the reader leaves the view.
    const leave = () => tellPython(model, "filtration", this.bus.get("filtration") ?? null);
    root.addEventListener("pointerleave", leave);
    root.addEventListener("focusout", leave);
    on("change:channels", () => this.readChannels());
    on("change:geometry", () => this.rebuild());
    on("change:fault", () => frame.fail(model.get("fault")));
    frame.fail(model.get("fault"));
    frame.undo.push(followTheme(model, frame.root.parentNode, (theme) => { applyTheme(frame, theme); this.showMarks(); }));
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
    this.readChannels();
    this.showMarks();
    this.announce();
  }

  readChannels() {
    this.channels = unpack(this.model.get("channels"));
    this.scene.setChannels(this.channels);
    this.drawLegend();
    this.frame.redraw();
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
    if (key === "filtration") {
      this.threshold = value === null || value === undefined ? Infinity : Math.fround(value);
      this.moveSlider();
    } else if (key === "selection") {
      this.selection = value;
      tellPython(this.model, "selection", value);
      this.showMarks();
    } else if (key === "hover") {
      this.hovered = value;
      this.showMarks();
    } else if (key === "camera") {
      this.camera.follow(value);
      this.screen = null;
      return this.frame.redraw();
    } else if (key === "range" && this.slider) {
      this.range = value;
      this.moveSlider();
    }
    this.announce();
    this.frame.redraw();
  }

  moveSlider() {
    if (!this.slider) return;
    const [low, high] = this.range, { last } = this.geometry.values;
    this.slider.disabled = this.player.button.disabled = low === high;
    this.slider.value = this.threshold >= high ? 1000 : Math.max(0, (1000 * (this.threshold - low)) / (high - low));
    this.output.textContent = this.threshold >= last ? `all (${number(last)})` : number(this.threshold);
    this.slider.setAttribute("aria-valuetext", this.output.textContent);
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
    const { tip } = this.frame;
    tip.hidden = !found;
    if (found && event) {
      tip.textContent = this.describe(found);
      tip.style.left = `${Math.min(event.offsetX + 12, this.frame.stage.clientWidth - 140)}px`;
      tip.style.top = `${Math.max(event.offsetY - 28, 0)}px`;
    }
    const cell = found && { rank: found.rank, cells: [found.cell] };
    if (JSON.stringify(cell) !== JSON.stringify(this.hovered ?? null)) this.bus.say("hover", cell);
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

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "n" || key === "p") this.walk(key === "n" ? 1 : -1);
    else if (key === "r") this.changeRank();
    else if (key === "Escape") this.select(null);
    else if (this.camera.key(event.key, event.shiftKey)) this.moved();
    else return;
    event.preventDefault();
    event.stopPropagation();
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
    closeFrame(this.frame);
  }
}

function render({ model, el }) {
  try {
    const picture = new ComplexPicture(model, el);
    return () => picture.close();
  } catch (problem) {
    const strip = make("div", "tv-view", el);
    make("div", "tv-error", strip, `This complex could not be shown: ${problem.message}`).setAttribute("role", "alert");
    return () => strip.remove();
  }
}
export default { render };
