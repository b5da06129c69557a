// A shape for each hue: disc, square, triangle, diamond.
export const GLYPHS = ["●", "■", "▲", "◆"];

export function paintMark(context, mark, x, y, radius = 4) {
  context.beginPath();
  if (mark === 0) context.arc(x, y, radius, 0, 7);
  else {
    const turns = [4, 3, 4][mark - 1], turned = mark === 1 ? Math.PI / 4 : 0;
    for (let k = 0; k < turns; k++) {
      const angle = turned - Math.PI / 2 + (2 * Math.PI * k) / turns;
      context.lineTo(x + 1.25 * radius * Math.cos(angle), y + 1.25 * radius * Math.sin(angle));
    }
    context.closePath();
  }
  context.fill();
}
