// Light or dark: what the page behind the view really is, followed live.
let probe = null;

// A colour in any notation of CSS, as the bytes that it is painted with.
function painted(colour) {
  probe ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  probe.clearRect(0, 0, 1, 1);
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  return probe.getImageData(0, 0, 1, 1).data;
}

const luminance = ([red, green, blue]) => (0.299 * red + 0.587 * green + 0.114 * blue) / 255;

// The luminance of the nearest opaque ground, through the hosts of shadow trees; null where there is none.
function ground(element) {
  for (let node = element; node; node = node.parentNode ?? node.host) {
    const bytes = node instanceof Element ? painted(getComputedStyle(node).backgroundColor) : [];
    if (bytes[3] > 127) return luminance(bytes);
  }
  return null;
}

// Where all is transparent, as in VS Code, light text tells of a dark ground. What JupyterLab puts on
// its page only after it is drawn has no colours yet, and will have those of the page.
export function pageTheme(element) {
  const place = element.isConnected ? element : document.body;
  const light = ground(place) ?? 1 - luminance(painted(getComputedStyle(place).color));
  return light < 0.5 ? "dark" : "light";
}

// Calls back now and at every change; returns its undoing. A forced theme is given as it is.
export function followTheme(model, host, changed) {
  let current = null;
  const check = () => {
    const forced = model.get("theme");
    const next = forced === "auto" ? pageTheme(host) : forced;
    if (next !== current) changed((current = next));
  };
  // Hosts change an attribute first and load the style sheet after it.
  const later = () => [0, 150, 600].forEach((ms) => setTimeout(check, ms));
  const observer = new MutationObserver(later);
  const watched = { attributes: true, attributeFilter: ["class", "style", "data-theme", "data-jp-theme-name", "data-jp-theme-light"] };
  [document.documentElement, document.body].forEach((node) => observer.observe(node, watched));
  const media = matchMedia("(prefers-color-scheme: dark)");
  media.addEventListener("change", later);
  model.on("change:theme", check);
  check();
  later();
  return () => {
    observer.disconnect();
    media.removeEventListener("change", later);
    model.off("change:theme", check);
  };
}
