// The first persistence landscapes λ_1, λ_2, … of some bars as polygons of corners [t, λ].
export const LEVELS = 5, EXACT = 2000, SAMPLES = 512;

// Bars as pairs [b, d]; endless ones are cut at the end of the range.
export function landscapes(bars, birth, death, [low, high]) {
  const pairs = bars.map((bar) => [birth[bar], Math.min(death[bar], Math.max(high, birth[bar]))]).filter(([b, d]) => d > b);
  return bars.length <= EXACT ? exactLevels(pairs) : sampledLevels(pairs, low, high);
}

// Algorithm 1 of Bubenik and Dłotko, "A persistence landscapes toolbox for topological statistics"
// (2017): each level follows the highest tents that the levels above have left.
function exactLevels(pairs) {
  const left = [...pairs].sort(byBirthAndLength), levels = [];
  while (left.length && levels.length < LEVELS) levels.push(topLevel(left));
  return levels;
}

const byBirthAndLength = (a, b) => a[0] - b[0] || b[1] - a[1];

function topLevel(left) {
  let [b, d] = left.shift(), place = 0;
  const corners = [[b, 0], [(b + d) / 2, (d - b) / 2]];
  for (;;) {
    let next = place;
    while (next < left.length && left[next][1] <= d) next++;
    if (next === left.length) return [...corners, [d, 0]];
    const [[nextB, nextD]] = left.splice(next, 1);
    place = next;
    if (nextB > d) corners.push([d, 0]);
    if (nextB >= d) corners.push([nextB, 0]);
    else {
      corners.push([(nextB + d) / 2, (d - nextB) / 2]);
      const rest = [nextB, d];
      while (place < left.length && byBirthAndLength(left[place], rest) < 0) place++;
      left.splice(place++, 0, rest);
    }
    corners.push([(nextB + nextD) / 2, (nextD - nextB) / 2]);
    [b, d] = [nextB, nextD];
  }
}

// The highest tents at each of SAMPLES even values.
function sampledLevels(pairs, low, high) {
  const step = (high - low) / (SAMPLES - 1), tops = Array.from({ length: LEVELS }, () => new Float64Array(SAMPLES));
  for (const [b, d] of pairs) {
    for (let i = Math.max(0, Math.ceil((b - low) / step)); i < SAMPLES && low + i * step < d; i++) {
      let height = Math.min(low + i * step - b, d - low - i * step);
      for (const top of tops) if (height > top[i]) [height, top[i]] = [top[i], height];
    }
  }
  return tops.map((top) => Array.from(top, (height, i) => [low + i * step, height]));
}

// The height at t of a polygon of corners.
export function heightAt(corners, t) {
  const after = corners.findIndex(([at]) => at >= t);
  if (after < 0) return 0;
  if (after === 0) return corners[0][0] === t ? corners[0][1] : 0;
  const [[a, y], [b, z]] = [corners[after - 1], corners[after]];
  return y + ((z - y) * (t - a)) / (b - a);
}
