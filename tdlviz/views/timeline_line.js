// Which numbers a line goes through, and the line.

// The places of the numbers to join, -1 for a gap. columns: for each number the column of pixels that it
// falls into, or null. Each column keeps its first, least, greatest and last number: no spike is lost
// (M4: Jugel, Jerzak, Hackenbroich and Markl, 2014).
export function linePlaces(values, drawn, columns) {
  const places = [];
  for (let i = 0; i < values.length; i++) {
    if (!drawn(values[i])) places.push(-1);
    else if (!columns) places.push(i);
    else {
      const [least, most, last] = sameColumn(values, drawn, columns, i);
      places.push(i, Math.min(least, most), Math.max(least, most), last);
      i = last;
    }
  }
  return places;
}

function sameColumn(values, drawn, columns, first) {
  let least = first, most = first, i = first;
  while (i + 1 < values.length && columns[i + 1] === columns[first] && drawn(values[i + 1])) {
    i += 1;
    if (values[i] < values[least]) least = i;
    if (values[i] > values[most]) most = i;
  }
  return [least, most, i];
}

// Strokes through x(i), y(i). A line begins half a pixel early, so that a number between two gaps is seen.
export function strokePlaces(context, places, x, y) {
  context.beginPath();
  places.forEach((i, k) => {
    if (i < 0) return;
    if (!(places[k - 1] >= 0)) context.moveTo(x(i) - 0.5, y(i));
    context.lineTo(x(i), y(i));
  });
  context.stroke();
}

// The column of pixels of each step where columns have more than two on average, else null.
export function columnsOf(steps, { x, box }, ratio) {
  if (steps.length <= 2 * box.w * ratio) return null;
  return Int32Array.from(steps, (step) => Math.floor(x(step) * ratio));
}
