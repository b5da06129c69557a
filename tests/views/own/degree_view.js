import { Picture, mounting } from "./shared/picture.js";

class DegreePicture extends Picture {
  draw({ width, height, ratio }) {
    const context = this.frame.canvas.getContext("2d"), { heights } = this.now;
    const wide = width / heights.length, unit = height / Math.max(...heights);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.fillStyle = PALETTE.themes[this.frame.theme].edge;
    heights.forEach((h, i) => context.fillRect(i * wide + 2, height - h * unit, wide - 4, h * unit));
  }
}

export default mounting(DegreePicture, "bar chart");
