// The marks of bars: a hue and a shape for each dimension, a filling for each class.
export const SIGNS = ["●", "■", "▲", "◆"];
export const barHue = (dim, theme) => PALETTE.dimensions[theme][dim % 4];

// Disc, square, triangle, diamond.
function shapePath(context, dim, x, y, r) {
  context.beginPath();
  if (dim % 4 === 0) context.arc(x, y, r, 0, 7);
  else if (dim % 4 === 1) context.rect(x - r, y - r, 2 * r, 2 * r);
  else {
    const turns = dim % 4 === 2 ? 3 : 4;
    for (let k = 0; k < turns; k++) {
      const angle = -Math.PI / 2 + (2 * Math.PI * k) / turns;
      context.lineTo(x + 1.3 * r * Math.cos(angle), y + 1.3 * r * Math.sin(angle));
    }
    context.closePath();
  }
}

// hollow: an outline. striped: with a bar across, for what runs backwards.
export function paintPoint(context, dim, x, y, r, { hue, ground, hollow, striped }) {
  shapePath(context, dim, x, y, r);
  context.fillStyle = hollow ? ground : hue;
  context.strokeStyle = hue;
  context.lineWidth = 1.5;
  context.fill();
  if (hollow) context.stroke();
  context.lineWidth = 1;
  if (!striped) return;
  context.fillStyle = hollow ? hue : ground;
  context.fillRect(x - r, y - 0.75, 2 * r, 1.5);
}

export function paintBar(context, x, y, length, thick, { hue, ground, hollow, striped }) {
  context.fillStyle = context.strokeStyle = hue;
  if (!hollow || thick < 3) context.fillRect(x, y - thick / 2, length, thick);
  else context.strokeRect(x + 0.5, y - thick / 2 + 0.5, Math.max(0, length - 1), thick - 1);
  if (!striped) return;
  context.fillStyle = hollow && thick >= 3 ? hue : ground;
  for (let at = x + 3; at < x + length - 2; at += 6) context.fillRect(at, y - thick / 2, 2, thick);
}

export function outline(context, x, y, w, h, chosen, colours) {
  context.strokeStyle = chosen ? colours.ink : colours.faint;
  context.lineWidth = chosen ? 2 : 1;
  context.strokeRect(x, y, w, h);
  context.lineWidth = 1;
}

export function arrow(context, x, y, size) {
  context.beginPath();
  context.moveTo(x + size, y);
  context.lineTo(x - Math.sign(size), y - Math.abs(size));
  context.lineTo(x - Math.sign(size), y + Math.abs(size));
  context.fill();
}
