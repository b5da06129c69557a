// The WebGL2 picture of a complex: faces, edges and points. A cell whose birth is above the threshold
// is dropped in the vertex shader, so that the slider costs one uniform. Corners are spread out flat
// rather than drawn as instances: a renderer without a GPU pays for every instance.
import { rgb, colourTable, labelTable } from "./shared/colours.js";
import { thinned, unsaturated } from "./shared/saturate.js";
import { middles, backToFront } from "./shared/depth.js";
import { sharedGl, drawShared, copyShared } from "./shared/context.js";
import { makeProgram, fillTable, Layer } from "./shared/gl.js";
import { HullLayers } from "./complex_hull_scene.js";

const HEAD = `#version 300 es
precision highp float; precision highp int;
uniform mat4 u_matrix; uniform mat3 u_turn; uniform vec2 u_stage;
uniform float u_threshold, u_width, u_lift, u_ratio;
in vec3 a_place; in float a_birth, a_value;
out float v_value; out vec3 v_place;
`;
const PLAIN = `${HEAD}
in float a_size;
void main() {
  v_value = a_value;
  v_place = u_turn * a_place;
  gl_Position = a_birth > u_threshold ? vec4(2., 2., 2., 1.) : u_matrix * vec4(a_place, 1.);
  gl_Position.z -= u_lift * gl_Position.w;
  gl_PointSize = 2. * u_ratio * u_width * a_size;
}`;
const WIDE = `${HEAD}
in vec3 a_other; in float a_side;
void main() {
  v_value = a_value;
  v_place = u_turn * a_place;
  gl_Position = u_matrix * vec4(a_place, 1.);
  vec4 other = u_matrix * vec4(a_other, 1.);
  vec2 along = (other.xy / other.w - gl_Position.xy / gl_Position.w) * u_stage;
  along = length(along) > 1e-6 ? normalize(along) : vec2(1., 0.);
  gl_Position.xy += vec2(-along.y, along.x) * a_side * u_width / u_stage * gl_Position.w;
  if (a_birth > u_threshold) gl_Position = vec4(2., 2., 2., 1.);
}`;
const FRAGMENT = `#version 300 es
precision highp float; precision highp int; precision highp sampler2D;
uniform vec4 u_colour; uniform vec3 u_missing; uniform sampler2D u_table;
uniform bool u_painted, u_round; uniform float u_light;
in float v_value; in vec3 v_place; out vec4 o_colour;
void main() {
  vec2 side = 2. * gl_PointCoord - 1.;
  if (u_round && dot(side, side) > 1.) discard;
  vec3 colour = u_colour.rgb;
  if (u_painted) {
    int step = int(clamp(v_value, 0., 1.) * 255. + .5);
    colour = v_value < 0. ? u_missing : texelFetch(u_table, ivec2(step, 0), 0).rgb;
  }
  if (u_light > 0.) {
    vec3 normal = cross(dFdx(v_place), dFdy(v_place));
    float facing = length(normal) > 0. ? abs(normalize(normal).z) : 1.;
    colour *= mix(1., .4 + .6 * facing, u_light);
  }
  o_colour = vec4(colour, u_colour.a);
}`;
const KINDS = ["points", "edges", "faces"], CORNERS = { points: 1, edges: 2, faces: 3 };

export class ComplexScene {
  constructor(canvas, geometry) {
    const counts = [geometry.positions.length / 3, geometry.edges.length / 2, geometry.triangles.length / 3];
    const gl = (this.gl = sharedGl(counts[0] + counts[1] + counts[2] < 20000));
    this.plain = makeProgram(gl, PLAIN, FRAGMENT);
    this.wide = makeProgram(gl, WIDE, FRAGMENT);
    this.table = gl.createTexture();
    Object.assign(this, { canvas, geometry, marks: [], layers: {}, leftOut: 0 });
    this.cells = { points: Int32Array.from({ length: counts[0] }, (_, i) => i), edges: geometry.edges, faces: geometry.triangles };
    const births = [geometry.birth0, geometry.birth1, geometry.triangleBirths];
    KINDS.forEach((kind, rank) => { this.layers[kind] = this.layer(kind, this.cells[kind], births[rank]); });
    if (geometry.hulls) this.hulls = new HullLayers(this, geometry.hulls);
  }

  layer(kind, corners, births) {
    const { gl } = this, wide = CORNERS[kind], layer = new Layer(gl, this.plain, { points: gl.POINTS, edges: gl.LINES, faces: gl.TRIANGLES }[kind]);
    Object.assign(layer, { corners, count: corners.length });
    layer.set("a_place", this.places(corners), 3);
    layer.set("a_birth", births ? spread(births, wide) : null, 1);
    return layer;
  }

  // Takes over the positions of the geometry, which have changed.
  move() {
    Object.values(this.layers).forEach((layer) => {
      layer.set("a_place", this.places(layer.corners), 3);
      layer.centres = layer.sorted = null;
    });
  }

  // Faces that are looked through are mixed from back to front. A small turn changes no order that an
  // eye could tell.
  sort(layer, turn) {
    const eye = turn.slice(6), { sorted } = layer;
    if (sorted && eye[0] * sorted[0] + eye[1] * sorted[1] + eye[2] * sorted[2] > 0.998) return;
    layer.centres ??= middles(this.geometry.positions, layer.corners);
    layer.reorder(backToFront(layer.centres, eye));
    layer.sorted = eye;
  }

  // Faces that all have one colour and are looked through need not all be drawn.
  tint() {
    const { positions, triangles, triangleBirths: births, values } = this.geometry;
    const kept = (values.flat ? unsaturated : thinned)(positions, triangles, births);
    this.leftOut = triangles.length / 3 - kept.length;
    if (!this.leftOut) return this.layers.faces;
    const corners = Int32Array.from({ length: 3 * kept.length }, (_, i) => triangles[3 * kept[Math.floor(i / 3)] + (i % 3)]);
    return this.layer("faces", corners, births ? Float32Array.from(kept, (t) => births[t]) : null);
  }

  places(corners) {
    const positions = this.geometry.corners ?? this.geometry.positions, out = new Float32Array(corners.length * 3);
    for (let i = 0; i < corners.length; i++) {
      const at = 3 * corners[i];
      out[3 * i] = positions[at];
      out[3 * i + 1] = positions[at + 1];
      out[3 * i + 2] = positions[at + 2];
    }
    return out;
  }

  // Colours and sizes: the part that changes while a model trains.
  setChannels(channels) {
    const { colour } = channels.values;
    this.colour = colour;
    fillTable(this.gl, this.table, colour?.kind === "label" ? labelTable(PALETTE.okabeIto) : colourTable(PALETTE.viridis));
    KINDS.forEach((kind, rank) => {
      if (this.paints(rank)) this.layers[kind].set("a_value", this.values(kind, rank, channels.colour), 1);
    });
    this.layers.points.set("a_size", channels.size ?? null, 1);
    this.hulls?.setChannels(channels);
  }

  // A colour of vertices runs over the edges and faces between them, if it is a number.
  paints(rank) {
    return Boolean(this.colour) && (this.colour.rank === rank || (this.colour.rank === 0 && this.colour.kind !== "label"));
  }

  values(kind, rank, given) {
    const wide = CORNERS[kind], { owner } = this.geometry;
    if (this.colour.rank !== rank) return interpolated(given, this.cells[kind], wide);
    return spread(rank === 2 && owner ? Float32Array.from(owner, (face) => given[face]) : given, wide);
  }

  // marks: [{ kind, cells (flat vertices), colour, width, alpha }]
  setMarks(marks) {
    this.marks.forEach(({ layer }) => layer.free());
    this.marks = marks.map((mark) => ({ ...mark, layer: mark.kind === "edges" ? this.wideLayer(mark.cells) : this.layer(mark.kind, mark.cells, null) }));
  }

  wideLayer(edges) {
    const corners = [], others = [], sides = [];
    for (let e = 0; e < edges.length; e += 2) {
      const [a, b] = [edges[e], edges[e + 1]];
      // Seen from its own end, each corner's left is the other end's right.
      for (const [at, to, side] of [[a, b, 1], [a, b, -1], [b, a, 1], [a, b, 1], [b, a, -1], [b, a, 1]]) {
        corners.push(at);
        others.push(to);
        sides.push(side);
      }
    }
    const layer = new Layer(this.gl, this.wide, this.gl.TRIANGLES);
    layer.count = corners.length;
    layer.set("a_place", this.places(corners), 3);
    layer.set("a_other", this.places(others), 3);
    layer.set("a_side", Float32Array.from(sides), 1);
    return layer;
  }

  draw({ camera, width, height, ratio, theme, threshold, look }) {
    const { gl, canvas } = this, colours = PALETTE.themes[theme];
    this.frame = { width, height, ratio, threshold, colours, matrix: camera.matrix(width, height), turn: camera.turn() };
    drawShared(gl, canvas, () => this.render(camera, look));
    copyShared(gl, canvas);
  }

  render(camera, look) {
    const { gl, frame: { colours } } = this, solid = look.opacity >= 1;
    gl.clearColor(...rgb(colours.ground), 1);
    gl.depthMask(true);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    gl.depthFunc(gl.LEQUAL);
    const layer = this.paints(2) || solid ? this.layers.faces : (this.layers.tint ??= this.tint());
    if (!solid && !camera.flat && look.opacity > 0) this.sort(layer, this.frame.turn);
    const faces = () => this.paint("faces", layer, colours.face, { alpha: look.opacity, light: camera.flat ? 0 : 1 });
    this.depth(!camera.flat, solid);
    if (solid || camera.flat) faces();
    this.hulls?.draw(look.opacity);
    this.depth(!camera.flat, true);
    this.paint("edges", this.layers.edges, colours.edge, { alpha: look.edgeAlpha, lift: 2e-4 });
    this.paint("points", this.layers.points, colours.vertex, { width: look.pointSize, lift: 4e-4 });
    this.depth(!camera.flat, false);
    if (!solid && !camera.flat) faces();
    this.depth(false, false);
    for (const { layer, kind, colour, width: wide, alpha } of this.marks) {
      this.paint(kind, layer, colour, { width: wide, alpha, threshold: Infinity, mark: true, light: kind === "faces" && !camera.flat ? 1 : 0 });
    }
  }

  depth(test, write) {
    const { gl } = this;
    if (test) gl.enable(gl.DEPTH_TEST);
    else gl.disable(gl.DEPTH_TEST);
    gl.depthMask(write);
  }

  paint(kind, layer, hex, { width = 1, alpha = 1, light = 0, lift = 0, mark = false, table = null, threshold = this.frame.threshold }) {
    if (!layer.count || alpha <= 0 || width <= 0) return;
    const { gl, frame } = this, { program, uniforms: u } = layer.made;
    gl.useProgram(program);
    gl.bindTexture(gl.TEXTURE_2D, table ?? this.table);
    gl.uniform1i(u.u_table, 0);
    gl.uniform1i(u.u_painted, Boolean(table) || (!mark && this.paints(KINDS.indexOf(kind))));
    gl.uniform1i(u.u_round, kind === "points");
    gl.uniformMatrix4fv(u.u_matrix, false, frame.matrix);
    gl.uniformMatrix3fv(u.u_turn, true, frame.turn);
    gl.uniform2f(u.u_stage, frame.width, frame.height);
    gl.uniform1f(u.u_threshold, Math.min(threshold, 3e38));
    gl.uniform1f(u.u_width, width);
    gl.uniform1f(u.u_ratio, frame.ratio);
    gl.uniform1f(u.u_lift, lift);
    gl.uniform1f(u.u_light, light);
    gl.uniform4f(u.u_colour, ...rgb(hex), alpha);
    gl.uniform3f(u.u_missing, ...rgb(frame.colours.missing));
    layer.draw({ a_birth: -3e38, a_value: 0, a_size: 1 });
  }

  close() {
    const { gl } = this;
    [...Object.values(this.layers), ...this.marks.map(({ layer }) => layer)].forEach((layer) => layer.free());
    this.hulls?.free();
    gl.deleteTexture(this.table);
  }
}

// Each number `times` times in a row.
function spread(values, times) {
  if (times === 1) return Float32Array.from(values);
  const out = new Float32Array(values.length * times);
  for (let i = 0; i < values.length; i++) out.fill(values[i], i * times, (i + 1) * times);
  return out;
}

// The value of each corner; a cell with a missing corner is missing.
function interpolated(values, corners, wide) {
  const out = new Float32Array(corners.length);
  for (let i = 0; i < corners.length; i += wide) {
    let least = Infinity;
    for (let k = i; k < i + wide; k++) least = Math.min(least, (out[k] = values[corners[k]]));
    if (least < 0) out.fill(-1, i, i + wide);
  }
  return out;
}
