// A saved page: the model of every widget, as the views know it, with no kernel behind it.
class SavedModel {
  constructor(traits, buffers) {
    this.traits = traits;
    for (const name of buffers) traits[name] = bytes(traits[name]);
    this.listeners = new Map();
  }

  get(name) { return this.traits[name]; }

  set(name, value) {
    this.traits[name] = value;
    for (const heard of [...(this.listeners.get(`change:${name}`) ?? [])]) heard();
  }

  save_changes() {}

  on(name, heard) {
    if (!this.listeners.has(name)) this.listeners.set(name, new Set());
    this.listeners.get(name).add(heard);
  }

  off(name, heard) { this.listeners.get(name)?.delete(heard); }
}

function bytes(base64) {
  return new DataView(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer);
}

// Each module of the page calls this once with its own name, and draws the views that are its.
globalThis.tdlvizDraw = (module, render) => {
  document.querySelectorAll(`figure[data-module="${module}"]`).forEach((figure) => {
    const { traits, buffers } = JSON.parse(figure.querySelector("script").textContent);
    const host = figure.appendChild(document.createElement("div"));
    figure.querySelector("img").hidden = true;
    render({ model: new SavedModel(traits, buffers), el: host });
  });
};
