// Bars in words, and what the complex lights up for them.
import { number, plural, rankName, cellName } from "./shared/frame.js";

export const barName = ({ place, values }, bar) => `${values.names[place[bar]]} bar ${bar - values.starts[place[bar]]}`;

export function barWords(bars, bar) {
  const end = bars.death[bar] === Infinity ? "never dies" : `dies ${number(bars.death[bar])}`;
  const kind = bars.values.classes.length ? `, ${bars.values.classes[bars.style[bar]]}` : "";
  return `${barName(bars, bar)}${kind}, born ${number(bars.birth[bar])}, ${end}${partnerWords(bars, bar)}`;
}

function partnerWords(bars, bar) {
  const other = bars.partner[bar];
  if (other >= 0) return `, matched with ${barName(bars, other)}`;
  if (other < -1) return "";
  return bars.death[bar] === Infinity ? ", matched with none" : ", matched with the diagonal";
}

// What the complex lights up for a bar; for one of a second diagram that of its partner.
export function barMarks(bars, bar) {
  const other = bars.partner[bar], own = bars.isSecond(bar) && other >= 0 ? other : bar;
  const rank = bars.birthRank(own), marks = [{ role: "birth", rank, cells: bars.birthCell[own] < 0 ? [] : [bars.birthCell[own]] }];
  if (bars.deathCell[own] >= 0) marks.push({ role: "death", rank: bars.deathRank(own), cells: [bars.deathCell[own]] });
  const words = barWords(bars, bar);
  if (!bars.mayHaveCycle(own)) return [{ ...marks[0], text: `${words}.` }, ...marks.slice(1)];
  if (!bars.hasCycle(own)) {
    const asked = bars.saved ? "its cycle is not in this page" : "its cycle is asked from Python";
    return [{ ...marks[0], text: `${words}; ${asked}.` }, ...marks.slice(1)];
  }
  const cells = bars.cycle(own);
  const text = `${words}; a representative cycle of ${plural(cells.length, rankName(rank))}, one of many in its class.`;
  return [...marks, { role: "cycle", rank, cells, text }];
}

// What a selected cell does to these bars, in words.
export function cellTale(bars, rank, cell) {
  const own = bars.of(rank, [cell]);
  if (!own.length) return `${cellName(rank, cell)} neither creates nor ends a bar shown here.`;
  return own.map((bar) => {
    const creates = bars.birthRank(bar) === rank && bars.birthCell[bar] === cell;
    return `${cellName(rank, cell)} ${creates ? "creates" : "ends"} ${barWords(bars, bar)}.`;
  }).join(" ");
}
