// The little of WebGL2 that the views need: programs, a colour table, layers of corners.
const PROGRAMS = (globalThis.__tdlvizPrograms ??= new WeakMap());

// One for all views that share a context: to compile anew costs software GL some 60 ms a view.
export function makeProgram(gl, vertex, fragment) {
  if (!PROGRAMS.has(gl)) PROGRAMS.set(gl, new Map());
  const made = PROGRAMS.get(gl), source = vertex + fragment;
  // A context that was lost has forgotten its programs.
  if (!gl.isProgram(made.get(source)?.program ?? null)) made.set(source, compile(gl, vertex, fragment));
  return made.get(source);
}

function compile(gl, vertex, fragment) {
  const program = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) throw new Error(gl.getShaderInfoLog(shader));
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(gl.getProgramInfoLog(program));
  const uniforms = {};
  for (let i = 0; i < gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS); i++) {
    const { name } = gl.getActiveUniform(program, i);
    uniforms[name] = gl.getUniformLocation(program, name);
  }
  return { program, uniforms };
}

export function fillTable(gl, texture, table) {
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, table);
  for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, side, gl.NEAREST);
}

// Corners with float attributes, each in a buffer of its own so that one can change alone.
export class Layer {
  constructor(gl, made, mode) {
    Object.assign(this, { gl, made, mode, count: 0, vao: gl.createVertexArray(), buffers: {} });
  }

  // `data` null leaves the attribute at the one value that draw() gives it.
  set(name, data, size) {
    const { gl } = this, place = gl.getAttribLocation(this.made.program, name);
    if (place < 0) return;
    gl.bindVertexArray(this.vao);
    if (data) {
      gl.bindBuffer(gl.ARRAY_BUFFER, (this.buffers[name] ??= gl.createBuffer()));
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, size, gl.FLOAT, false, 0, 0);
    } else {
      gl.disableVertexAttribArray(place);
    }
    gl.bindVertexArray(null);
  }

  // The order in which the corners are drawn.
  reorder(order) {
    const { gl } = this;
    gl.bindVertexArray(this.vao);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, (this.order ??= gl.createBuffer()));
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, order, gl.DYNAMIC_DRAW);
    gl.bindVertexArray(null);
  }

  draw(constants) {
    const { gl } = this;
    for (const [name, value] of Object.entries(constants)) {
      const place = gl.getAttribLocation(this.made.program, name);
      if (place >= 0) gl.vertexAttrib1f(place, value);
    }
    gl.bindVertexArray(this.vao);
    if (this.order) gl.drawElements(this.mode, this.count, gl.UNSIGNED_INT, 0);
    else gl.drawArrays(this.mode, 0, this.count);
    gl.bindVertexArray(null);
  }

  free() {
    [...Object.values(this.buffers), this.order].forEach((buffer) => this.gl.deleteBuffer(buffer ?? null));
    this.gl.deleteVertexArray(this.vao);
  }
}
