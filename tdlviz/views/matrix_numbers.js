// The numbers of a matrix: exact where they have come along or have been asked for, otherwise what the
// byte of the colour stands for.
import { unpack } from "./shared/unpack.js";
import { tellPython } from "./shared/bus.js";
import { number } from "./shared/frame.js";

const ASKED = 1 << 16, PAUSE = 120, KEPT = 8;

export class MatrixNumbers {
  constructor(model) {
    Object.assign(this, { model, replies: [], waiting: 0 });
    this.asks = !model.get("options").saved;
  }

  show(payload) {
    this.payload = payload;
    [this.rows, this.columns] = payload.values.shape;
    this.replies = [];
  }

  // What Python has answered, if it is of the step that is shown.
  hear() {
    const reply = unpack(this.model.get("numbers"));
    if (reply.values.step === this.payload.values.step) this.replies = [reply, ...this.replies].slice(0, KEPT);
  }

  // The exact number, or undefined where it has not come.
  exact(row, column) {
    if (this.payload.numbers) return this.payload.numbers[row * this.columns + column];
    for (const { numbers, values: { window: [top, left, rows, columns] } } of this.replies) {
      const [r, c] = [row - top, column - left];
      if (r >= 0 && r < rows && c >= 0 && c < columns) return numbers[r * columns + c];
    }
    return undefined;
  }

  code(row, column) { return this.payload.codes[row * this.columns + column]; }

  // In words; ≈ stands before what the byte stands for.
  text(row, column, digits) {
    const code = this.code(row, column), exact = this.exact(row, column), { low, high } = this.payload.values;
    if (code === 0) return exact === Infinity || exact === -Infinity ? number(exact).replace("-Infinity", "-∞") : "missing";
    if (exact === undefined) return `≈${number(low + ((code - 1) / 254) * (high - low))}`;
    return digits ? String(+exact.toPrecision(digits)) : number(exact);
  }

  // Asks for the numbers of a window, once it has stood still.
  want({ row, column, rows, columns }) {
    const { numbers, values } = this.payload;
    if (!this.asks || numbers || rows * columns > ASKED || this.covered(row, column, rows, columns)) return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => tellPython(this.model, "window", [values.step ?? -1, row, column, rows, columns]), PAUSE);
  }

  covered(row, column, rows, columns) {
    return this.replies.some(({ values: { window: [top, left, high, wide] } }) =>
      row >= top && column >= left && row + rows <= top + high && column + columns <= left + wide);
  }

  close() { clearTimeout(this.waiting); }
}
