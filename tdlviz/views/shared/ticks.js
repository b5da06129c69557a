// Round numbers along an axis.
export function evenTicks(low, high, most = 5) {
  const raw = (high - low) / most || 1, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw * (1 - 1e-9)), out = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) out.push(+(i * step).toPrecision(12));
  return out;
}

// Powers of ten, fewer where there are many, and even ticks where there are less than two.
export function logTicks(low, high, most = 5) {
  const first = Math.ceil(Math.log10(low) - 1e-9), last = Math.floor(Math.log10(high) + 1e-9);
  if (last - first < 1) return evenTicks(low, high, most);
  const stride = Math.ceil((last - first + 1) / most), out = [];
  for (let power = first; power <= last; power += stride) out.push(+`1e${power}`);
  return out;
}
