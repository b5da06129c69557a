// Under the picture: the threshold, what the opened head is compared with, the first cell of triples, the scale.
import { make, number, write } from "./shared/frame.js";
import { rounded } from "./attention_words.js";
import { reachOf } from "./attention_threshold.js";

export class AttentionControls {
  // cut(value), compare(choice) and begin(first) are called for what the reader does.
  constructor(frame, { cut, compare, begin, names, choices }) {
    Object.assign(this, { frame, choices, reach: 1 });
    const label = make("label", "", frame.foot, "threshold");
    this.slider = make("input", "", label);
    Object.assign(this.slider, { type: "range", min: 0, max: 1000, step: 1, value: 0 });
    this.slider.addEventListener("input", () => cut((this.reach * this.slider.value) / 1000));
    this.output = make("output", "", frame.foot);
    const row = make("div", "tv-foot");
    row.style.flexWrap = "wrap";
    frame.foot.after(row);
    if (names) this.first = this.select(row, "first cell", (value) => begin(+value));
    if (names) this.fill(this.first, [["-1", "every one, summed over the third"], ...names.map((name, cell) => [String(cell), name])]);
    this.other = this.select(row, "compare with", compare);
    this.stop = make("button", "", row, "Stop comparing");
    this.stop.type = "button";
    this.stop.addEventListener("click", () => compare(""));
    make("span", "tv-space", row).style.flex = "1";
    this.legend = make("div", "tv-legend", row);
    Object.assign(this.legend.style, { position: "static", flexWrap: "nowrap", gap: "6px" });
    // What there is to compare with grows while a model trains, but not under the reader's hand.
    ["pointerdown", "focus"].forEach((event) => this.other.addEventListener(event, () => this.offer()));
    this.offer();
  }

  select(row, name, chosen) {
    const label = make("label", "", row, name), select = make("select", "", label);
    Object.assign(label.style, { flex: "0 1 auto", whiteSpace: "nowrap" });
    select.style.maxWidth = "15em";
    select.addEventListener("change", () => chosen(select.value));
    return select;
  }

  fill(select, options) {
    const { value } = select;
    select.replaceChildren(...options.map(([key, text]) => Object.assign(document.createElement("option"), { value: key, textContent: text })));
    select.value = options.some(([key]) => key === value) ? value : options[0][0];
  }

  offer() {
    this.fill(this.other, [["", "nothing"], ...this.choices()]);
  }

  // Shows what holds now; `against` is the choice compared with, "" for none.
  show({ scale, cut, against, first, title }) {
    this.reach = reachOf(scale) || 1;
    if (!this.slider.matches(":focus")) this.slider.value = Math.round((1000 * cut) / this.reach);
    write(this.output, cut > 0 ? `≥ ${rounded(cut)}` : "all");
    this.slider.setAttribute("aria-valuetext", this.output.textContent);
    if (against && this.other.value !== against) this.offer();
    this.other.value = against;
    this.stop.hidden = !against;
    if (this.first) this.first.value = String(first);
    this.showLegend(scale, title);
  }

  showLegend({ low, high, signed }, title) {
    const stops = signed ? PALETTE.diverging : PALETTE.viridis;
    this.legend.replaceChildren();
    make("span", "", this.legend, `${title} ${number(low)}`);
    make("i", "", this.legend).style.background = `linear-gradient(90deg, ${stops.join(",")})`;
    make("span", "", this.legend, number(high));
  }
}
