import { Picture, mounting } from "./shared/picture.js";

class DegreePicture extends Picture {
  constructor(model, host) {
    super(model, host);
    this.begin(this.now.values.words);
  }

  draw({ width, height, ratio }) {
    const context = this.frame.canvas.getContext("2d"), { heights } = this.now;
    const wide = width / heights.length, most = Math.max(...heights);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.fillStyle = PALETTE.themes[this.frame.theme].edge;
    heights.forEach((h, i) => context.fillRect(i * wide + 2, height * (1 - h / most), wide - 4, (height * h) / most));
  }
}

export default mounting(DegreePicture, "bar chart");
