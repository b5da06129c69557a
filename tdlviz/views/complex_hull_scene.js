// The hulls in the WebGL2 picture of a complex: translucent, with an outline, each with a hue of its own.
import { labelTable } from "./shared/colours.js";
import { fillTable } from "./shared/gl.js";

// A crowd of hulls is drawn without outlines, which would cover it.
const CROWD_OF_HULLS = 2000;

export class HullLayers {
  constructor(scene, hulls) {
    const { gl } = scene, few = hulls.sides.length <= CROWD_OF_HULLS;
    Object.assign(this, { scene, hulls, table: gl.createTexture() });
    this.fills = scene.layer("faces", flattened(hulls.triangles), null);
    this.lines = scene.wideLayer(few ? flattened(hulls.sides) : new Int32Array());
    fillTable(gl, this.table, labelTable(PALETTE.okabeIto));
    if (hulls.births) this.set("a_birth", hulls.births);
  }

  // A number a hull, on all corners of its triangles and sides.
  set(name, values) {
    this.fills.set(name, onCorners(values, this.hulls.triangles, 1), 1);
    if (this.lines.count) this.lines.set(name, onCorners(values, this.hulls.sides, 3), 1);
  }

  setChannels({ colour: given, values: { colour } }) {
    const { hullRanks: ranks, hullCells: cells, hullHues: hues } = this.hulls.geometry;
    this.painted = colour && colour.rank > 0;
    this.set("a_value", Float32Array.from(cells, (cell, hull) => {
      if (!this.painted) return hues[hull] / 255;
      return ranks[hull] === colour.rank ? given[cell] : -1;
    }));
  }

  draw(opacity) {
    const { scene } = this, table = this.painted ? scene.table : this.table;
    scene.paint("faces", this.fills, "#000000", { alpha: opacity, table });
    scene.paint("edges", this.lines, "#000000", { width: 1.6, table });
  }

  free() {
    this.scene.gl.deleteTexture(this.table);
    [this.fills, this.lines].forEach((layer) => layer.free());
  }
}

function flattened(parts) {
  const out = new Int32Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

// values[i] at each of the corners of parts[i], `times` a corner.
function onCorners(values, parts, times) {
  const out = new Float32Array(parts.reduce((n, part) => n + part.length * times, 0));
  let at = 0;
  parts.forEach((part, i) => {
    out.fill(values[i], at, at + part.length * times);
    at += part.length * times;
  });
  return out;
}
