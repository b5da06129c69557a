// The legend of a diagram view: a button for each dimension, which hides it, and what fillings mean.
import { make, write } from "./shared/frame.js";
import { SIGNS, barHue } from "./diagram_shapes.js";

const FILLINGS = ["■", "▤", "□", "▣"];

export class DiagramLegend {
  // toggled(hidden): called with the set of the dimensions that are hidden.
  constructor(parent, toggled) {
    Object.assign(this, { toggled, hidden: new Set(), buttons: new Map() });
    this.row = make("span", "", parent);
    this.words = make("span", "", parent);
    Object.assign(this.row.style, { display: "inline-flex", gap: "4px" });
  }

  show(bars, theme) {
    const { dims, classes, firsts, names } = bars.values;
    if (dims.join() !== [...this.buttons.keys()].join()) this.build(dims);
    this.buttons.forEach(({ button, sign }, dim) => {
      button.setAttribute("aria-pressed", String(!this.hidden.has(dim)));
      Object.assign(button.style, { background: "transparent", color: "inherit", opacity: this.hidden.has(dim) ? 0.5 : 1 });
      sign.style.color = barHue(dim, theme);
    });
    const across = classes.map((name, i) => `${FILLINGS[i]} ${name}`).join("  ");
    write(this.words, names.length > firsts ? "hollow, dashed, ′: against" : across);
  }

  build(dims) {
    this.row.replaceChildren();
    this.buttons = new Map(dims.map((dim) => {
      const button = make("button", "", this.row), sign = make("span", "", button, `${SIGNS[dim % 4]} `);
      Object.assign(button, { type: "button", title: `Show or hide dimension ${dim}` });
      sign.setAttribute("aria-hidden", "true");
      button.append(`H${dim}`);
      button.addEventListener("click", () => this.toggle(dim));
      return [dim, { button, sign }];
    }));
  }

  toggle(dim) {
    if (!this.hidden.delete(dim)) this.hidden.add(dim);
    this.toggled(this.hidden);
  }
}
