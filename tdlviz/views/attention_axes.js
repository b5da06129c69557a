// Around the large matrix: what its rows and columns are, what is marked, and the bar of each row.
import { rounded } from "./attention_words.js";
import { hasRoom } from "./attention_plan.js";

export function paintAxes(context, plan, seen, { labels, colours }) {
  const { box, margin } = plan, cell = box.side / seen.span;
  const room = hasRoom(plan, seen), step = room ? 1 : niceStep(seen.span / 8);
  context.fillStyle = colours.faint;
  context.font = `${room ? Math.max(9, Math.min(12, cell - 1)) : 11}px system-ui, sans-serif`;
  context.textBaseline = "middle";
  const named = (i) => fitted(context, (room && labels?.[i]) || String(i), margin - 6);
  for (let i = Math.ceil(seen.top / step) * step; i < seen.top + seen.span; i += step) {
    const y = box.y + (i + 0.5 - seen.top) * cell;
    context.textAlign = "right";
    if (y > box.y && y < box.y + box.side) context.fillText(named(i), box.x - 5, y);
  }
  for (let i = Math.ceil(seen.left / step) * step; i < seen.left + seen.span; i += step) {
    const x = box.x + (i + 0.5 - seen.left) * cell;
    if (x <= box.x || x >= box.x + box.side) continue;
    context.save();
    context.translate(x, box.y - 5);
    if (room) context.rotate(-Math.PI / 2);
    context.textAlign = room ? "left" : "center";
    context.fillText(named(i), 0, room ? 0 : -5);
    context.restore();
  }
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.strokeRect(box.x - 0.5, box.y - 0.5, box.side + 1, box.side + 1);
}

function niceStep(raw) {
  const power = 10 ** Math.floor(Math.log10(Math.max(raw, 1)));
  return [1, 2, 5, 10].map((m) => m * power).find((step) => step >= raw);
}

// Words cut to the room that they have.
function fitted(context, text, room) {
  if (context.measureText(text).width <= room) return text;
  let length = text.length - 1;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > room) length--;
  return `${text.slice(0, length)}…`;
}

// Rows and columns of marked cells as bands with a dark rim, one of a hue of its own for each role.
export function paintBands(context, plan, seen, bands, colours) {
  const { box } = plan, cell = box.side / seen.span, thick = Math.max(cell, 3);
  context.save();
  context.beginPath();
  context.rect(box.x - 1, box.y - 1, box.side + 2, box.side + 2);
  context.clip();
  for (const { row, column, role } of bands) {
    const [y, x] = [box.y + (row + 0.5 - seen.top) * cell - thick / 2, box.x + (column + 0.5 - seen.left) * cell - thick / 2];
    const rect = row >= 0 ? [box.x, y, box.side, thick] : [x, box.y, thick, box.side];
    context.lineWidth = role === "hover" ? 2.5 : 4.5;
    context.strokeStyle = colours.ink;
    context.strokeRect(...rect);
    context.lineWidth = role === "hover" ? 1 : 2.5;
    context.strokeStyle = PALETTE.roles[role] ?? colours.ground;
    context.strokeRect(...rect);
  }
  context.restore();
}

// A bar a row: values up to `most`, and a mark on the bar where an even row would end.
export function paintRowBars(context, plan, seen, { values, marks, most, title }, { colours, theme }) {
  const { box, bars } = plan, cell = box.side / seen.span, thick = Math.max(1, Math.min(10, 0.7 * cell));
  const x = (value) => bars.x + (bars.width * value) / (most || 1);
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.font = "11px system-ui, sans-serif";
  context.fillStyle = colours.faint;
  context.fillText(title, bars.x, box.y - 19);
  context.fillText("0", bars.x, box.y - 5);
  context.textAlign = "right";
  context.fillText(rounded(most), bars.x + bars.width, box.y - 5);
  for (let row = Math.floor(seen.top); row < seen.top + seen.span; row++) {
    const y = box.y + (row + 0.5 - seen.top) * cell - thick / 2;
    if (y < box.y - 1 || y + thick > box.y + box.side + 1 || Number.isNaN(values[row])) continue;
    context.fillStyle = PALETTE.dimensions[theme][0];
    context.fillRect(bars.x, y, Math.max(0.5, x(values[row]) - bars.x), thick);
    if (!marks || Number.isNaN(marks[row])) continue;
    context.fillStyle = colours.ink;
    context.fillRect(x(marks[row]) - 0.75, y - Math.min(1, 0.1 * cell), 1.5, thick + Math.min(2, 0.2 * cell));
  }
  context.fillStyle = colours.line;
  context.fillRect(bars.x - 1, box.y, 1, box.side);
}
