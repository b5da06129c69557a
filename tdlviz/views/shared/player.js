// A button that plays a value from where it stands to its end, and from the start once it is there.
import { makeButton } from "./frame.js";

const SECONDS = 8;

export class Player {
  // at() and go(share) read and move the value, as a share of its range between 0 and 1.
  constructor(parent, { name, at, go }) {
    Object.assign(this, { at, go, waiting: 0 });
    this.button = makeButton(parent, "Play", () => (this.waiting ? this.stop() : this.start()));
    this.button.title = name;
  }

  start() {
    this.button.textContent = "Pause";
    this.step(this.at() >= 1 ? 0 : this.at(), performance.now());
  }

  step(share, then) {
    this.go(share);
    if (share >= 1) return this.stop();
    this.waiting = requestAnimationFrame((now) => {
      // Someone else has moved it: it is theirs.
      if (Math.abs(this.at() - share) > 1e-3) return this.stop();
      this.step(Math.min(1, share + Math.max(0, now - then) / (1000 * SECONDS)), now);
    });
  }

  stop() {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    this.button.textContent = "Play";
  }
}
