// What the attention view says: of an entry, of a head, of rows, and of what is left out.
import { number, plural, cellName } from "./shared/frame.js";
import { countKept } from "./attention_threshold.js";

export const rounded = (value) => number(+value.toPrecision(3));
const NEAR_ONE = 1e-3;

export const headName = ({ layer, head }) => `layer ${layer}, head ${head}`;
export const namesOf = ({ labels, rank, count }) =>
  Array.from({ length: count }, (_, cell) => (labels ? `'${labels[cell]}' (${cell})` : cellName(rank, cell)));

// The mean entropy of the rows that have one.
export function meanEntropy(rows) {
  const known = rows.entropy.filter((bits) => !Number.isNaN(bits));
  return known.length ? known.reduce((sum, bits) => sum + bits, 0) / known.length : NaN;
}

export function headWords(attention, at) {
  const rows = attention.rows(at), bits = meanEntropy(rows);
  return Number.isNaN(bits) ? "no entropy" : `${number(+bits.toFixed(2))} bits a row`;
}

// Rows that are no distribution over the cells, in exact numbers.
export function rowWords({ total, support }) {
  const odd = [...total].filter((sum) => !Number.isNaN(sum) && Math.abs(sum - 1) > NEAR_ONE);
  const masked = [...support].filter((weights) => weights === 0).length, sums = odd.filter((sum) => sum !== 0);
  const ends = sums.length ? [Math.min(...sums), Math.max(...sums)].map((sum) => number(+sum.toFixed(3))) : [];
  const range = ends[0] === ends[1] ? ends[0] : ends.join(" to ");
  const says = sums.length ? `${plural(sums.length, "rows")} ${sums.length === 1 ? "does" : "do"} not sum to 1 (${range}).` : "";
  return [says, masked ? `${plural(masked, "rows")} ${masked === 1 ? "is" : "are"} wholly masked.` : ""].filter(Boolean).join(" ");
}

// What of a sheet is seen, and how exactly.
export function sheetWords(sheet, cut) {
  const about = sheet.exact && !sheet.approximate ? "" : "≈ ", all = sheet.size.toLocaleString("en");
  const what = sheet.alone === undefined ? "weights" : "differences";
  const says = cut > 0 ? [`${about}${countKept(sheet, cut).toLocaleString("en")} of ${all} ${what} at or above ${rounded(cut)}${sheet.scale.signed ? " in size" : ""}.`] : [];
  let missing = 0, negative = 0;
  for (let e = 0; e < sheet.size; e++) {
    missing += sheet.codes[e] === 0;
    negative += sheet.value(e) < 0;
  }
  if (missing) says.push(`${plural(missing, "weights")} missing.`);
  if (negative && sheet.alone === undefined) says.push(`${plural(negative, "weights")} ${negative === 1 ? "is" : "are"} negative.`);
  if (sheet.alone) says.push(`${plural(sheet.alone, "pairs")} in one of the two only, left out.`);
  if (about) says.push("Weights are read to one of 254 steps (≈).");
  return says.join(" ");
}

// The weight of an entry; the other weight beside it where two heads are compared.
export function weightWords(sheet, e, pair) {
  if (e < 0) return "no such pair";
  const value = sheet.value(e), about = sheet.exact && !sheet.approximate ? "" : "≈ ";
  if (Number.isNaN(value)) return "missing";
  if (!pair) return `${about}${rounded(value)}`;
  const [a, b] = pair.map((weight) => rounded(weight));
  return `${about}${value > 0 ? "+" : ""}${rounded(value)} (${a} against ${b})`;
}
