// Betti curves: how many bars b ≤ t < d are alive at t, as exact step functions.
import { countUpTo } from "./shared/sorted.js";

export function bettiOf(bars, birth, death) {
  const births = Float64Array.from(bars, (bar) => birth[bar]).sort();
  const deaths = Float64Array.from(bars, (bar) => death[bar]).sort();
  return { births, deaths, alive: (t) => countUpTo(births, t) - countUpTo(deaths, t) };
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
