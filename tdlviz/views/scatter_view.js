// ScatterView: vectors on cells as points of a plane, with a lasso, linked with their cells.
import { Camera, driveCamera } from "./shared/camera.js";
import { driveLasso, insidePolygon, paintLasso } from "./shared/lasso.js";
import { Picture, mounting } from "./shared/picture.js";
import { make, makeButton, number, plural, rankName, cellName, write } from "./shared/frame.js";
import { showLegend } from "./shared/legend.js";
import { GLYPHS } from "./shared/mark.js";
import { boxAround, planeScale, onStage, nearestRow } from "./scatter_points.js";
import { MANY, paintGrid, paintNumbersOfGrid, paintPoints, paintMarked } from "./scatter_paint.js";

const HELP = "Click a point to select its cell, drag to move, wheel to zoom, shift-drag to draw a lasso around several. "
  + "Keys: arrows move, plus and minus zoom, 0 resets, N and P walk the cells, S turns the lasso on and off, Escape clears.";

// The legend lists the first labels alone.
const listed = ({ name, labels }, code) => (code < 12 ? [`${name} ${labels[code]}`] : []);

class ScatterPicture extends Picture {
  constructor(model, host) {
    super(model, host);
    this.context = this.frame.canvas.getContext("2d", { alpha: false });
    this.camera = new Camera(true, [1, 1]);
    this.buildHead();
    this.listen();
    this.stepped();
    this.begin(`${this.now.values.words}. ${HELP}`);
  }

  buildHead() {
    const { head } = this.frame;
    this.title = make("strong", "", head);
    make("span", "tv-space", head);
    this.lassoButton = makeButton(head, "Lasso", () => this.toggleLasso());
    this.lassoButton.setAttribute("aria-pressed", "false");
    makeButton(head, "Reset view", () => { this.camera.reset(); this.frame.redraw(); });
  }

  toggleLasso() {
    this.lassoing = !this.lassoing;
    this.lassoButton.setAttribute("aria-pressed", String(this.lassoing));
    this.frame.canvas.style.cursor = this.lassoing ? "crosshair" : "";
  }

  listen() {
    const { canvas } = this.frame;
    driveLasso(canvas, {
      active: (event) => this.lassoing || event.shiftKey,
      moved: (points) => { this.loop = points; this.frame.redraw(); },
      done: (points) => (points.length > 4 ? this.enclose(points) : this.select(-1)),
    });
    driveCamera(canvas, this.camera, {
      moved: () => this.frame.redraw(),
      clicked: (event) => this.select(this.rowAt(event)),
    });
    canvas.addEventListener("pointermove", (event) => { if (!event.buttons) this.hover(this.rowAt(event), event); });
    canvas.addEventListener("pointerleave", () => this.hover(-1));
  }

  stepped() {
    const { cells, values } = this.now;
    this.rows = new Map(Array.from(cells, (cell, row) => [cell, row]));
    this.box = boxAround([this.now, ...[...this.steps.reel.frames.values()].map((kept) => kept.frame)]);
    this.camera.extent = this.box.half;
    write(this.title, `${values.name}: ${plural(cells.length, rankName(values.rank))}`);
    this.showLegend();
    this.announce();
  }

  showLegend() {
    const { color, size, labels } = this.now.values, { legend } = this.frame;
    const sized = size && `size: ${size.name} from ${number(size.low)} to ${number(size.high)}${size.missing ? `, ${size.missing.toLocaleString("en")} missing` : ""}`;
    showLegend(legend, color, labels[0] && `→ ${labels[0]}`, labels[1] && `↑ ${labels[1]}`, sized);
    if (color?.kind !== "label" || this.now.cells.length > MANY) return;
    legend.querySelectorAll("b").forEach((disc, i) => {
      const hue = PALETTE.okabeIto[i % PALETTE.okabeIto.length];
      disc.replaceWith(Object.assign(document.createElement("span"), { textContent: GLYPHS[i % 4], style: `color: ${hue}` }));
    });
  }

  heard(key) {
    if (key === "selection") this.announce();
  }

  announce() {
    const { cells, values } = this.now, texts = this.selection.map((mark) => mark.text).filter(Boolean);
    const lost = values.lost ? `${plural(values.lost, rankName(values.rank))} of them with a vector that is not finite: not drawn.` : "";
    const squares = cells.length > MANY && values.color?.kind === "label" ? "So many points are all drawn as squares." : "";
    write(this.frame.note, [...texts, values.remark, lost, squares].filter(Boolean).join(" "));
    if (texts.length) this.frame.say(texts.join(" "));
    this.frame.root.dataset.lit = this.marked(this.selection).map(([row]) => cells[row]).join(",");
  }

  // The rows of the cells in marks of this rank, with their roles.
  marked(marks) {
    const own = marks.filter((mark) => mark.rank === this.now.values.rank);
    return own.flatMap((mark) => mark.cells.filter((cell) => this.rows.has(cell)).map((cell) => [this.rows.get(cell), mark.role]));
  }

  rowAt(event) {
    return this.screen ? nearestRow(this.screen, event.offsetX, event.offsetY, 10) : -1;
  }

  wordsOf(row) {
    const { cells, places, values } = this.now, lines = [cellName(values.rank, cells[row])];
    for (const name of ["color", "size"]) {
      const meaning = values[name], share = this.now[name]?.[row];
      if (!meaning) continue;
      if (share < 0) lines.push(`${meaning.name} missing`);
      else if (meaning.kind === "label") lines.push(...listed(meaning, Math.round(share * 255)));
      else lines.push(`${meaning.name} ${number(meaning.low + share * (meaning.high - meaning.low))}`);
    }
    return [...lines, `at ${number(places[2 * row])}, ${number(places[2 * row + 1])}`].join("\n");
  }

  hover(row, event) {
    const { cells, values } = this.now;
    this.point(row < 0 ? null : { rank: values.rank, cells: [cells[row]] }, row < 0 ? "" : this.wordsOf(row), event);
  }

  select(row) {
    const { cells, values } = this.now;
    if (row < 0) {
      this.bus.say("selection", []);
      return this.frame.say("Selection cleared.");
    }
    const text = `Selected ${this.wordsOf(row).replace(/\n/g, ", ")}.`;
    this.bus.say("selection", [{ role: "selected", rank: values.rank, cells: [cells[row]], text }]);
  }

  enclose(points) {
    const { screen, now } = this, { rank } = now.values;
    const cells = Array.from(now.cells).filter((_, row) => insidePolygon(points, screen[2 * row], screen[2 * row + 1]));
    const text = `${plural(cells.length, rankName(rank))} selected.`;
    this.bus.say("selection", cells.length ? [{ role: "selected", rank, cells, text }] : []);
    if (!cells.length) this.frame.say("Nothing lies in the lasso.");
  }

  key(key, event) {
    if (key === "n" || key === "p") this.walk(key === "n" ? 1 : -1);
    else if (key === "s") this.toggleLasso();
    else if (key === "Escape") this.select(-1);
    else if (this.camera.key(event.key, event.shiftKey)) this.frame.redraw();
    else return false;
    return true;
  }

  walk(step) {
    const n = this.now.cells.length, [now] = this.marked(this.selection);
    if (n) this.select((((now ? now[0] : step > 0 ? -1 : 0) + step) % n + n) % n);
  }

  draw(size) {
    const { context, now } = this, { width, height, ratio } = size, { theme } = this.frame;
    const scale = planeScale(this.camera, this.box, width, height), lit = this.marked(this.selection);
    const look = { ...size, colours: PALETTE.themes[theme], faint: lit.length > 0 };
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = look.colours.ground;
    context.fillRect(0, 0, width, height);
    this.screen = onStage(now.places, scale);
    const grid = paintGrid(context, scale, look);
    paintPoints(context, now, this.screen, look);
    const hovered = this.hovered ? [{ ...this.hovered, role: "hover" }] : [];
    paintMarked(context, now, this.screen, [...lit, ...this.marked(hovered)], look);
    paintNumbersOfGrid(context, scale, grid, look);
    paintLasso(context, this.loop, look.colours.ink);
  }
}

export default mounting(ScatterPicture, "scatter plot");
