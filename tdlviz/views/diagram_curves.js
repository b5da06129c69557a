// Betti curves: how many bars b ≤ t < d are alive at t, as exact step functions.
export function bettiOf(bars, birth, death) {
  const births = Float64Array.from(bars, (bar) => birth[bar]).sort();
  const deaths = Float64Array.from(bars, (bar) => death[bar]).sort();
  return { births, deaths, alive: (t) => upTo(births, t) - upTo(deaths, t) };
}

// How many of the sorted numbers are at most t.
function upTo(sorted, t) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The corners [t, β] of the curve, each from its t to the next.
export function bettiSteps({ births, deaths }) {
  const corners = [];
  for (let b = 0, d = 0; b < births.length || d < deaths.length;) {
    const t = Math.min(births[b] ?? Infinity, deaths[d] ?? Infinity);
    if (t === Infinity) break;
    while (b < births.length && births[b] <= t) b++;
    while (d < deaths.length && deaths[d] <= t) d++;
    corners.push([t, b - d]);
  }
  return corners;
}
