// The 3-D contexts of the page. A browser has room for some sixteen and takes the oldest away for one
// more, so all views draw in the same two, one smoothed and one not, and copy what they have drawn.
const SHARED = (globalThis.__tdlvizContexts ??= { open: {}, news: new EventTarget() });

export function sharedGl(smooth) {
  return (SHARED.open[smooth] ??= openGl(smooth));
}

function openGl(antialias) {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2", { antialias, alpha: false, powerPreference: "high-performance" });
  if (!gl) throw new Error("this browser gives no WebGL2 context; close other 3-D pages or enable it");
  for (const name of ["webglcontextlost", "webglcontextrestored"]) {
    canvas.addEventListener(name, (event) => {
      event.preventDefault();
      SHARED.news.dispatchEvent(new CustomEvent(name, { detail: gl }));
    });
  }
  return gl;
}

// Calls lost(gl) and restored(gl) until the function that it returns is called.
export function watchContexts(lost, restored) {
  const stop = new AbortController(), { news } = SHARED;
  news.addEventListener("webglcontextlost", (event) => lost(event.detail), { signal: stop.signal });
  news.addEventListener("webglcontextrestored", (event) => restored(event.detail), { signal: stop.signal });
  return () => stop.abort();
}

// Draws in the lower left corner of the shared canvas, which grows to the largest picture.
export function drawShared(gl, { width, height }, draw) {
  const { canvas } = gl;
  if (canvas.width < width || canvas.height < height) {
    Object.assign(canvas, { width: Math.max(canvas.width, width), height: Math.max(canvas.height, height) });
  }
  gl.enable(gl.SCISSOR_TEST);
  gl.viewport(0, 0, width, height);
  gl.scissor(0, 0, width, height);
  draw();
}

export function copyShared(gl, target) {
  const { width, height } = target;
  target.getContext("2d", { alpha: false }).drawImage(gl.canvas, 0, gl.canvas.height - height, width, height, 0, 0, width, height);
}
