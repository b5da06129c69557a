// Heads as pictures: one pixel a pair, the ground where no pair is, faint where a weight is under the threshold.
import { heatTable, paintHeat } from "./shared/heat.js";
import { squaresOf } from "./attention_grid.js";

const FAINT = 40; // of 255

export function attentionTables(theme) {
  const { missing } = PALETTE.themes[theme];
  return { plain: heatTable(PALETTE.viridis, missing), signed: heatTable(PALETTE.diverging, missing) };
}

// The picture of a sheet, on a canvas that may be used again.
export function sheetImage(sheet, tables, threshold, canvas = document.createElement("canvas")) {
  const { count, codes } = sheet, squares = squaresOf(sheet), table = sheet.scale.signed ? tables.signed : tables.plain;
  if (canvas.width !== count || canvas.height !== count) Object.assign(canvas, { width: count, height: count });
  const context = canvas.getContext("2d"), image = context.createImageData(count, count);
  const pixels = new Uint32Array(image.data.buffer), clear = (FAINT << 24) | 0xffffff;
  for (let e = 0; e < codes.length; e++) {
    const under = threshold > 0 && codes[e] && !(Math.abs(sheet.value(e)) >= threshold);
    pixels[squares[e]] = under ? table[codes[e]] & clear : table[codes[e]];
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

// All heads, small, on a canvas of their own: they are painted anew only where they have changed.
export class Overview {
  constructor() {
    this.canvas = document.createElement("canvas");
    this.context = this.canvas.getContext("2d");
    this.one = document.createElement("canvas");
  }

  // sheetOf(place): the sheet of a head, null for none.
  paint(sheetOf, plan, { ratio, tables, threshold }) {
    const { width, height } = plan;
    Object.assign(this.canvas, { width: Math.ceil(width * ratio), height: Math.ceil(height * ratio) });
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const { layer, head, x, y, size } of plan.places) {
      const sheet = sheetOf({ layer, head });
      if (sheet) paintHeat(this.context, sheetImage(sheet, tables, threshold, this.one), [0, 0, sheet.count, sheet.count], [x, y, size, size]);
    }
  }
}

// The opened one has a wide frame, light within dark, that is seen on any colour.
function frameHead(context, { x, y, size, high }, open, colours) {
  const edges = open ? [[colours.ink, 5], [PALETTE.roles.selected, 2.5]] : [[colours.line, 1]];
  for (const [colour, width] of edges) {
    Object.assign(context, { strokeStyle: colour, lineWidth: width });
    context.strokeRect(x - 0.5, y - 0.5, size + 1, high + 1);
  }
}

// The names of layers and heads around the small matrices, and frames around all and the opened one.
export function paintHeads(context, plan, opened, colours) {
  const { places, named, pitch, said } = plan;
  context.font = "11px system-ui, sans-serif";
  const every = Math.ceil((4 + Math.max(12, ...places.map((p) => context.measureText(said(p)).width))) / pitch);
  context.textBaseline = "middle";
  // The opened one last, so that its frame lies over those beside it.
  const isOpen = (p) => p.layer === opened.layer && p.head === opened.head;
  for (const place of [...places].sort((a, b) => isOpen(a) - isOpen(b))) {
    const { layer, head, column, x, y, size, high } = place;
    const open = layer === opened.layer && head === opened.head;
    frameHead(context, place, open, colours);
    context.fillStyle = open ? colours.ink : colours.faint;
    context.textAlign = "center";
    if ((!named || layer === 0) && column % every === 0) context.fillText(said(place), x + size / 2, y - 8);
    context.textAlign = "right";
    if (named && head === 0 && layer % every === 0) context.fillText(String(layer), x - 5, y + high / 2);
  }
  if (!named || !places.length) return;
  context.fillStyle = colours.faint;
  context.textAlign = "left";
  context.fillText("head", 0, places[0].y - 8);
}
