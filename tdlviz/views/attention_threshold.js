// Which weights are at or above a threshold, in size, and the strongest of them.
const BINS = 1024;

export const reachOf = ({ low, high }) => Math.max(-low, high);

export function countKept(sheet, threshold) {
  let count = 0;
  for (let e = 0; e < sheet.size; e++) count += Math.abs(sheet.value(e)) >= threshold;
  return count;
}

// At most `most` weights of a sheet, none of them 0 or under the threshold, the largest first.
export function strongest(sheet, threshold, most) {
  const reach = reachOf(sheet.scale), bins = new Int32Array(BINS + 1), kept = [];
  const sizes = new Float32Array(sheet.size);
  for (let e = 0; e < sizes.length; e++) sizes[e] = Math.abs(sheet.value(e));
  const bin = (e) => Math.min(BINS, Math.floor((BINS * sizes[e]) / reach));
  const counts = (e) => sizes[e] > 0 && sizes[e] >= threshold;
  for (let e = 0; e < sizes.length; e++) if (counts(e)) bins[bin(e)]++;
  // No need to sort those that cannot be among the largest.
  let least = BINS, sum = bins[BINS];
  while (least > 0 && sum < most) sum += bins[--least];
  for (let e = 0; e < sizes.length; e++) if (counts(e) && bin(e) >= least) kept.push(e);
  return kept.sort((a, b) => sizes[b] - sizes[a]).slice(0, most);
}
