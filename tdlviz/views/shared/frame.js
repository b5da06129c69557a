// The frame around every view: stage, foot, note, error strip, spoken line, theme, redraw, cleanup.
export function make(tag, className, parent, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  parent?.append(node);
  return node;
}

// The same words written again would have the page laid out anew.
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function makeButton(parent, text, action) {
  const button = make("button", "", parent, text);
  button.type = "button";
  button.addEventListener("click", action);
  return button;
}

export function makeFrame(model, host) {
  const root = make("div", "tv-view", host);
  root.setAttribute("role", "figure");
  const head = make("div", "tv-head", root);
  const legend = make("div", "tv-legend", root);
  const stage = make("div", "tv-stage", root);
  const canvas = make("canvas", "tv-canvas", stage);
  const tip = make("div", "tv-tip", stage);
  const foot = make("div", "tv-foot", root);
  const note = make("div", "tv-note", root);
  const error = make("div", "tv-error", root);
  const spoken = make("div", "tv-spoken", root);
  stage.style.height = `${model.get("options").tall}px`;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  error.setAttribute("role", "alert");
  spoken.setAttribute("aria-live", "polite");
  tip.hidden = error.hidden = true;
  const frame = { root, head, legend, stage, canvas, tip, foot, note, error, spoken, theme: "light", undo: [] };
  frame.fail = (message) => { write(error, message); error.hidden = !message; };
  frame.say = (text) => write(spoken, text);
  // Words beside the pointer; none hides them.
  frame.hint = (text, event) => {
    tip.hidden = !text;
    if (!text || !event) return;
    write(tip, text);
    tip.style.left = `${Math.max(0, Math.min(event.offsetX + 12, stage.clientWidth - tip.offsetWidth - 4))}px`;
    tip.style.top = `${Math.max(event.offsetY - tip.offsetHeight - 8, 0)}px`;
  };
  frame.undo.push(claimKeys(root));
  return frame;
}

// Notebook 7 tries its shortcuts before the focused element hears of a key, JupyterLab tries them after
// buttons and sliders: while that is in a view, keys are the view's, but for those that run or save.
function claimKeys(root) {
  const claim = ({ target, ctrlKey, metaKey, altKey, shiftKey, key }) => {
    const theirs = ctrlKey || metaKey || altKey || (shiftKey && key === "Enter");
    if (root.contains(target)) target.toggleAttribute("data-lm-suppress-shortcuts", !theirs);
  };
  window.addEventListener("keydown", claim, true);
  return () => window.removeEventListener("keydown", claim, true);
}

// Draws at most once a frame, at the size of the stage, and shows what goes wrong in the view. It draws
// as soon as what asked for it is done: the frame that comes next then only has to show the picture.
export function keepDrawn(frame, draw) {
  let waiting = 0, stale = false, count = 0, width = 0, height = 0;
  // To ask for the size has the whole page laid out, so that it is asked when that has been done.
  const measure = () => { [width, height] = [frame.stage.clientWidth, frame.stage.clientHeight]; };
  const paint = () => {
    if (!stale) return;
    stale = false;
    if (!width || !height) measure();
    if (!width || !height) return;
    const ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (frame.canvas.width !== w || frame.canvas.height !== h) Object.assign(frame.canvas, { width: w, height: h });
    try {
      draw({ width, height, ratio });
      frame.root.dataset.drawn = ++count;
    } catch (problem) {
      frame.fail(`This view could not be drawn: ${problem.message}`);
    }
  };
  frame.redraw = () => {
    stale = true;
    if (waiting) return;
    queueMicrotask(paint);
    waiting = requestAnimationFrame(() => { waiting = 0; if (stale) frame.redraw(); });
  };
  // It also calls once at the start, when the first picture may be drawn already.
  const observer = new ResizeObserver(() => {
    const before = [width, height];
    measure();
    if (width !== before[0] || height !== before[1]) frame.redraw();
  });
  observer.observe(frame.stage);
  frame.undo.push(() => { observer.disconnect(); cancelAnimationFrame(waiting); stale = false; });
}

export function applyTheme(frame, theme) {
  frame.theme = theme;
  frame.root.classList.toggle("tv-dark", theme === "dark");
  frame.redraw?.();
}

export function closeFrame(frame) {
  frame.undo.splice(0).forEach((undo) => undo());
  frame.root.remove();
}

export function number(value) {
  if (value === Infinity) return "∞";
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(2) : String(+value.toPrecision(4));
}

export function plural(n, name) {
  return `${n.toLocaleString("en")} ${n === 1 ? name.replace(/ices$/, "ex").replace(/^cells /, "cell ").replace(/s$/, "") : name}`;
}

const RANKS = ["vertices", "edges", "faces", "solids"], ONE = ["vertex", "edge", "face", "solid"];
export const rankName = (rank) => RANKS[rank] ?? `cells of rank ${rank}`;
export const cellName = (rank, cell) => (ONE[rank] ? `${ONE[rank]} ${cell}` : `cell ${cell} of rank ${rank}`);
