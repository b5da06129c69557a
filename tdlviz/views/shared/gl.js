// The little of WebGL2 that the views need: programs, float textures, instanced layers.
export function openGl(canvas, antialias) {
  const gl = canvas.getContext("webgl2", { antialias, alpha: false, powerPreference: "high-performance" });
  if (!gl) throw new Error("this browser gives no WebGL2 context; close other 3-D pages or enable it");
  return gl;
}

export function makeProgram(gl, vertex, fragment) {
  const program = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader));
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program));
  const uniforms = {};
  for (let i = 0; i < gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS); i++) {
    const { name } = gl.getActiveUniform(program, i);
    uniforms[name] = gl.getUniformLocation(program, name);
  }
  return { program, uniforms };
}

// A texture that shaders read by index: `data` holds 4 numbers an entry, `WIDE` entries a row.
export const WIDE = 2048;

export function fillTexture(gl, texture, data) {
  const rows = Math.max(1, Math.ceil(data.length / 4 / WIDE));
  const padded = data.length === rows * WIDE * 4 ? data : new Float32Array(rows * WIDE * 4);
  if (padded !== data) padded.set(data);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, WIDE, rows, 0, gl.RGBA, gl.FLOAT, padded);
  nearest(gl);
}

export function fillTable(gl, texture, table) {
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, table);
  nearest(gl);
}

function nearest(gl) {
  for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, side, gl.NEAREST);
}

// One instance a cell. attributes: name → { data, size, divisor }; Int32Array attributes stay integers.
export class Layer {
  constructor(gl, { program }, corners, mode) {
    Object.assign(this, { gl, program, corners, mode, count: 0, vao: gl.createVertexArray(), buffers: {} });
  }

  set(name, data, size) {
    const { gl } = this, place = gl.getAttribLocation(this.program, name);
    if (place < 0) return;
    gl.bindVertexArray(this.vao);
    gl.bindBuffer(gl.ARRAY_BUFFER, (this.buffers[name] ??= gl.createBuffer()));
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
    gl.enableVertexAttribArray(place);
    if (data instanceof Int32Array) gl.vertexAttribIPointer(place, size, gl.INT, 0, 0);
    else gl.vertexAttribPointer(place, size, gl.FLOAT, false, 0, 0);
    gl.vertexAttribDivisor(place, 1);
    gl.bindVertexArray(null);
  }

  draw() {
    if (!this.count) return;
    this.gl.bindVertexArray(this.vao);
    this.gl.drawArraysInstanced(this.mode, 0, this.corners, this.count);
    this.gl.bindVertexArray(null);
  }
}
