// The WebGL2 picture of a complex: faces, edges and points, one instance a cell. A cell whose birth
// is above the threshold is dropped in the vertex shader, so that the slider costs one uniform.
import { rgb, colourTable, labelTable } from "./shared/colours.js";
import { openGl, makeProgram, fillTexture, fillTable, Layer } from "./shared/gl.js";

const COMMON = `#version 300 es
precision highp float; precision highp int; precision highp sampler2D;
`;
const VERTEX = COMMON + `
uniform sampler2D u_vertices; uniform mat4 u_matrix; uniform mat3 u_turn; uniform vec2 u_stage;
uniform float u_threshold, u_width, u_lift; uniform int u_mode;
in float a_birth, a_value;
out float v_value; out vec3 v_place; out vec2 v_side; flat out float v_missing;
vec4 vertex(int i) { return texelFetch(u_vertices, ivec2(i & 2047, i >> 11), 0); }
bool hidden() { return a_birth > u_threshold; }
void colour(float corner, float least) {
  v_value = u_mode == 2 ? corner : a_value;
  v_missing = u_mode == 0 ? 0. : float((u_mode == 2 ? least : a_value) < 0.);
}
void main() {
  v_side = vec2(0.); v_place = vec3(0.); v_value = 0.; v_missing = 0.;
  if (hidden()) { gl_Position = vec4(2., 2., 2., 1.); return; }
  BODY
}`;
const BODIES = {
  faces: ["in ivec3 a_cell;", `
  vec4 p = vertex(a_cell[gl_VertexID % 3]);
  colour(p.w, min(min(vertex(a_cell.x).w, vertex(a_cell.y).w), vertex(a_cell.z).w));
  v_place = u_turn * p.xyz;
  gl_Position = u_matrix * vec4(p.xyz, 1.);`],
  edges: ["in ivec2 a_cell;", `
  vec4 p = vertex(a_cell.x), q = vertex(a_cell.y);
  vec4 a = u_matrix * vec4(p.xyz, 1.), b = u_matrix * vec4(q.xyz, 1.);
  bool end = (gl_VertexID & 1) == 1;
  vec2 along = (b.xy / b.w - a.xy / a.w) * u_stage;
  along = length(along) > 1e-6 ? normalize(along) : vec2(1., 0.);
  float side = (gl_VertexID & 2) == 2 ? 1. : -1.;
  colour(end ? q.w : p.w, min(p.w, q.w));
  gl_Position = end ? b : a;
  gl_Position.xy += vec2(-along.y, along.x) * side * u_width / u_stage * gl_Position.w;
  gl_Position.z -= u_lift * gl_Position.w;`],
  points: ["in int a_cell; in float a_size;", `
  vec4 p = vertex(a_cell);
  colour(p.w, p.w);
  v_side = vec2((gl_VertexID & 1) == 1 ? 1. : -1., (gl_VertexID & 2) == 2 ? 1. : -1.);
  gl_Position = u_matrix * vec4(p.xyz, 1.);
  gl_Position.xy += v_side * a_size * u_width / u_stage * gl_Position.w;
  gl_Position.z -= 2. * u_lift * gl_Position.w;`],
};
const FRAGMENT = COMMON + `
uniform vec4 u_colour; uniform vec3 u_missing; uniform sampler2D u_table; uniform int u_mode; uniform float u_light;
in float v_value; in vec3 v_place; in vec2 v_side; flat in float v_missing; out vec4 o_colour;
void main() {
  if (dot(v_side, v_side) > 1.) discard;
  vec3 colour = u_mode == 0 ? u_colour.rgb : texelFetch(u_table, ivec2(int(clamp(v_value, 0., 1.) * 255. + .5), 0), 0).rgb;
  if (v_missing > .5) colour = u_missing;
  if (u_light > 0.) {
    vec3 normal = cross(dFdx(v_place), dFdy(v_place));
    float facing = length(normal) > 0. ? abs(normalize(normal).z) : 1.;
    colour *= mix(1., .4 + .6 * facing, u_light);
  }
  o_colour = vec4(colour, u_colour.a);
}`;
const SHAPES = { faces: [3, 3, "TRIANGLES"], edges: [2, 4, "TRIANGLE_STRIP"], points: [1, 4, "TRIANGLE_STRIP"] };
const KINDS_BY_RANK = ["points", "edges", "faces"];

export class ComplexScene {
  constructor(canvas, geometry) {
    const cells = geometry.positions.length / 3 + geometry.edges.length / 2 + geometry.triangles.length / 3;
    const gl = (this.gl = openGl(canvas, cells < 20000));
    Object.assign(this, { geometry, programs: {}, layers: {}, marks: [], channels: null });
    for (const [kind, [input, body]] of Object.entries(BODIES)) {
      const source = VERTEX.replace("BODY", body).replace("in float a_birth", `${input}\nin float a_birth`);
      this.programs[kind] = makeProgram(gl, source, FRAGMENT);
    }
    this.vertices = gl.createTexture();
    this.table = gl.createTexture();
    const n = geometry.positions.length / 3;
    const own = { points: Int32Array.from({ length: n }, (_, i) => i), edges: geometry.edges, faces: geometry.triangles };
    KINDS_BY_RANK.forEach((kind, rank) => { 
      this.layers[kind] = this.layer(kind, own[kind], rank === 2 ? geometry.triangleBirths : geometry[`birth${rank}`]);
    });
  }

  layer(kind, cells, births) {
    const [width, corners, mode] = SHAPES[kind], layer = new Layer(this.gl, this.programs[kind], corners, this.gl[mode]);
    layer.count = cells.length / width;
    layer.set("a_cell", cells, width);
    layer.set("a_birth", births ?? new Float32Array(layer.count), 1);
    layer.set("a_value", new Float32Array(layer.count), 1);
    if (kind === "points") layer.set("a_size", new Float32Array(layer.count).fill(1), 1);
    return layer;
  }

  // Colours and sizes: the part that changes while a model trains.
  setChannels(channels) {
    const { gl, geometry } = this, { colour } = channels.values, n = geometry.positions.length / 3;
    this.channels = channels;
    const data = new Float32Array(n * 4);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < 3; k++) data[4 * i + k] = geometry.positions[3 * i + k];
      data[4 * i + 3] = colour?.rank === 0 ? channels.colour[i] : 0;
    }
    fillTexture(gl, this.vertices, data);
    fillTable(gl, this.table, colour?.kind === "label" ? labelTable(PALETTE.okabeIto) : colourTable(PALETTE.viridis));
    const kind = KINDS_BY_RANK[colour?.rank];
    if (kind === "faces" && geometry.owner) {
      this.layers.faces.set("a_value", Float32Array.from(geometry.owner, (face) => channels.colour[face]), 1);
    } else if (kind) this.layers[kind].set("a_value", channels.colour, 1);
    if (channels.size) this.layers.points.set("a_size", channels.size, 1);
  }

  // marks: [{ kind, cells (flat vertices), colour, width, alpha }]
  setMarks(marks) {
    this.marks.forEach(({ layer }) => this.release(layer));
    this.marks = marks.map((mark) => ({ ...mark, layer: this.layer(mark.kind, mark.cells, null) }));
  }

  release(layer) {
    Object.values(layer.buffers).forEach((buffer) => this.gl.deleteBuffer(buffer));
    this.gl.deleteVertexArray(layer.vao);
  }

  draw({ camera, width, height, ratio, theme, threshold, look }) {
    const { gl } = this, colours = PALETTE.themes[theme];
    this.frame = { width, height, ratio, threshold, colours, matrix: camera.matrix(width, height), turn: camera.turn() };
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clearColor(...rgb(colours.ground), 1);
    gl.depthMask(true);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    gl.depthFunc(gl.LEQUAL);
    const solid = look.opacity >= 1;
    const faces = () => this.paint("faces", this.layers.faces, colours.face, { alpha: look.opacity, light: camera.flat ? 0 : 1 });
    if (solid) { this.depth(!camera.flat, true); faces(); }
    if (camera.flat) { this.depth(false, false); faces(); }
    this.depth(!camera.flat, true);
    this.paint("edges", this.layers.edges, colours.edge, { width: look.edgeWidth, alpha: look.edgeAlpha, lift: 2e-4 });
    this.paint("points", this.layers.points, colours.vertex, { width: look.pointSize, lift: 2e-4 });
    if (!solid && !camera.flat) { this.depth(true, false); faces(); }
    this.depth(false, false);
    const whole = { threshold: Infinity };
    for (const { layer, kind, colour, width: wide, alpha } of this.marks) this.paint(kind, layer, colour, { ...whole, width: wide, alpha, plain: true });
  }

  depth(test, write) {
    const { gl } = this;
    if (test) gl.enable(gl.DEPTH_TEST);
    else gl.disable(gl.DEPTH_TEST);
    gl.depthMask(write);
  }

  paint(kind, layer, hex, { width = 1, alpha = 1, light = 0, lift = 0, plain = false, threshold = this.frame.threshold }) {
    const { gl, frame } = this, { program, uniforms: u } = this.programs[kind], rank = KINDS_BY_RANK.indexOf(kind);
    const colour = this.channels?.values.colour;
    const mode = plain || !colour ? 0 : colour.rank === rank ? 1 : colour.rank === 0 ? 2 : 0;
    if (!layer.count || alpha <= 0 || width <= 0) return;
    gl.useProgram(program);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.vertices);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.table);
    gl.activeTexture(gl.TEXTURE0);
    gl.uniform1i(u.u_vertices, 0);
    gl.uniform1i(u.u_table, 1);
    gl.uniform1i(u.u_mode, mode);
    gl.uniformMatrix4fv(u.u_matrix, false, frame.matrix);
    gl.uniformMatrix3fv(u.u_turn, true, frame.turn);
    gl.uniform2f(u.u_stage, frame.width, frame.height);
    gl.uniform1f(u.u_threshold, Math.min(threshold, 3e38));
    gl.uniform1f(u.u_width, width);
    gl.uniform1f(u.u_lift, lift);
    gl.uniform1f(u.u_light, light);
    gl.uniform4f(u.u_colour, ...rgb(hex), alpha);
    gl.uniform3f(u.u_missing, ...rgb(frame.colours.missing));
    layer.draw();
  }

  close() {
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }
}
