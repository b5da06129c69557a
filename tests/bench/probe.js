// Tells when a picture stands on the screen: seen by the calls that draw it, not by its own word.
window.tdlvizProbe = (() => {
  const waiting = new Set(), task = new Map();

  // What one context has drawn in the task that runs now; looked at when the task ends, while the
  // drawing buffer is still there to be read.
  function note(gl, vertices) {
    if (!task.size) queueMicrotask(() => {
      const drawn = [...task];
      task.clear();
      for (const [context, sum] of drawn) for (const look of [...waiting]) look(context, sum);
    });
    task.set(gl, (task.get(gl) ?? 0) + vertices);
  }

  for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext]) {
    for (const [name, place] of [["drawArrays", 2], ["drawElements", 1]]) {
      const original = prototype[name];
      prototype[name] = function (...given) {
        note(this, given[place]);
        return original.apply(this, given);
      };
    }
  }

  // What is copied to a flat canvas on the page is drawn there, vertices of a WebGL canvas with it.
  const copy = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (image, ...given) {
    copy.call(this, image, ...given);
    for (const [context, sum] of task) {
      if (context.canvas !== image) continue;
      task.delete(context);
      task.set(this, (task.get(this) ?? 0) + sum);
    }
    if (this.canvas.isConnected) note(this, 0);
  };
  for (const name of ["fillRect", "clearRect", "fill", "stroke", "putImageData"]) {
    const original = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      if (this.canvas.isConnected) note(this, 0);
      return original.apply(this, given);
    };
  }

  // The share of pixels that differ from the first one. Reading them waits for the renderer.
  function inkOf(bytes) {
    const pixels = new Uint32Array(bytes.buffer);
    return pixels.reduce((sum, pixel) => sum + (pixel !== pixels[0]), 0) / pixels.length;
  }

  function read(gl) {
    if (gl instanceof CanvasRenderingContext2D) {
      const { width, height } = gl.canvas;
      return { width, height, ink: inkOf(gl.getImageData(0, 0, width, height).data) };
    }
    const [width, height] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
    const bytes = new Uint8Array(4 * width * height), bound = gl.getParameter(gl.FRAMEBUFFER_BINDING);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
    gl.bindFramebuffer(gl.FRAMEBUFFER, bound);
    return { width, height, ink: inkOf(bytes) };
  }

  // Whether an animation frame is being made: what is drawn then is painted at the end of it.
  let framing = false;
  const request = window.requestAnimationFrame;
  window.requestAnimationFrame = (callback) => request((time) => {
    framing = true;
    try { return callback(time); } finally { queueMicrotask(() => { framing = false; }); }
  });
  const frame = () => new Promise(requestAnimationFrame);

  // A message sent from within a frame comes when its style, layout and paint are done.
  const { port1, port2 } = new MessageChannel();
  const rendered = () => new Promise((done) => {
    port1.onmessage = done;
    port2.postMessage(null);
  });

  // To be called where the picture is seen: ends with the frame that paints it.
  async function settled(found) {
    if (!framing) await frame();
    await rendered();
    return { ...found, clock: Date.now(), at: performance.now() };
  }

  function within(seconds, promise) {
    const late = new Promise((_, fail) => setTimeout(() => fail(new Error(`nothing painted in ${seconds} s`)), 1000 * seconds));
    return Promise.race([promise, late]);
  }

  // The first frame in which a WebGL canvas inside `place` draws `least` to `most` vertices.
  function webgl({ place, least, most }) {
    return within(120, new Promise((found) => {
      const look = (gl, vertices) => {
        if (!gl.canvas.closest?.(place) || vertices < least || vertices > (most ?? Infinity)) return;
        const seen = read(gl);
        if (seen.ink < 0.001) return;
        waiting.delete(look);
        found(settled({ ...seen, vertices }));
      };
      waiting.add(look);
    }));
  }

  // The first frame in which `place` holds a canvas 2-D with ink, or `least` paths of an SVG.
  async function flat({ place, least }) {
    for (;;) {
      await frame();
      const nodes = document.querySelectorAll(place), node = nodes[0];
      if (node instanceof SVGPathElement && nodes.length >= least) return settled({ paths: nodes.length });
      if (node instanceof SVGImageElement && nodes.length >= least) return settled({ images: nodes.length });
      if (!(node instanceof HTMLCanvasElement) || !node.width) continue;
      const { data } = node.getContext("2d").getImageData(0, 0, node.width, node.height), ink = inkOf(data);
      if (ink > 0.001) return settled({ width: node.width, height: node.height, ink });
    }
  }

  // A third of the pixels of canvases, one of 61 of them, in a sum (reading waits until all of them are
  // drawn), the addresses of the images of an SVG, or the words.
  function pictured(place) {
    return [...document.querySelectorAll(place)].map((node) => {
      if (node instanceof SVGImageElement) return node.href.baseVal;
      if (!(node instanceof HTMLCanvasElement)) return node.textContent;
      const third = Math.ceil(node.height / 3), { data } = node.getContext("2d").getImageData(0, third, node.width, third);
      const pixels = new Uint32Array(data.buffer);
      let sum = 0;
      for (let i = 0; i < pixels.length; i += 61) sum = (Math.imul(sum, 31) + pixels[i]) | 0;
      return sum;
    });
  }

  const differ = (one, two) => one.length !== two.length || one.some((part, i) => part !== two[i]);

  // The end of the task in which a canvas 2-D, or an image of an SVG, has changed.
  function changed({ place }) {
    const before = pictured(place), flat = document.querySelector(place) instanceof HTMLCanvasElement;
    return within(120, new Promise((found) => {
      const look = () => {
        if (!differ(before, pictured(place))) return;
        waiting.delete(look);
        observer.disconnect();
        found(settled({}));
      };
      const observer = new MutationObserver(look);
      if (flat) waiting.add(look);
      else observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    }));
  }

  // How many frames showed something new at `place`, until none has for 2 seconds.
  async function counted({ place }) {
    let last = pictured(place), painted = 0, at = performance.now(), clock = Date.now();
    while (performance.now() - at < (painted ? 2000 : 60000)) {
      await frame();
      const now = pictured(place);
      if (!differ(last, now)) continue;
      [last, at, clock] = [now, performance.now(), Date.now()];
      painted++;
    }
    return { painted, clock };
  }

  return { webgl, changed, flat: (wanted) => within(120, flat(wanted)), counted: (wanted) => within(300, counted(wanted)) };
})();
