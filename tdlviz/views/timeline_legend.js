// The legend of a timeline: a button a track, which hides and shows it, with its value at the step.
import { make, makeButton, write } from "./shared/frame.js";
import { paintMark } from "./shared/mark.js";
import { styleOf } from "./timeline_paint.js";

const WIDTH = 34, HEIGHT = 12;

export class Legend {
  constructor(stage, toggled) {
    Object.assign(this, { toggled, entries: [] });
    this.row = make("div", "tv-key");
    this.row.setAttribute("role", "group");
    this.row.setAttribute("aria-label", "Tracks");
    stage.before(this.row);
  }

  // tracks with the words of their values, in words(track).
  show(tracks, hidden, theme, words) {
    if (this.entries.length !== tracks.length) this.build(tracks);
    tracks.forEach((track, i) => {
      const { button, sample, name, value } = this.entries[i];
      button.setAttribute("aria-pressed", String(!hidden.has(i)));
      write(name, track.name);
      write(value, words(track));
      paintSample(sample, track, theme);
    });
  }

  build(tracks) {
    this.row.replaceChildren();
    this.entries = tracks.map((_, i) => {
      const button = makeButton(this.row, "", () => this.toggled(i));
      return { button, sample: make("canvas", "", button), name: make("span", "", button), value: make("output", "", button) };
    });
  }
}

function paintSample(canvas, track, theme) {
  const ratio = Math.min(globalThis.devicePixelRatio || 1, 2), { hue, dash, mark } = styleOf(track.place, theme);
  Object.assign(canvas, { width: WIDTH * ratio, height: HEIGHT * ratio });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  Object.assign(context, { strokeStyle: hue, lineWidth: 2 });
  if (!track.offsets) context.setLineDash(dash);
  context.beginPath();
  (track.offsets ? [2, 6, 10] : [6]).forEach((y) => { context.moveTo(0, y); context.lineTo(WIDTH, y); });
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = hue;
  if (!track.offsets) paintMark(context, mark, WIDTH / 2, HEIGHT / 2);
}
