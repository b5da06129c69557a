// Hex colours as numbers, and the continuous map as a table of 256 colours.
export function rgb(hex) {
  const n = parseInt(hex.slice(1), 16);
  return [((n >> 16) & 255) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255];
}

export function colourTable(stops) {
  const table = new Uint8Array(256 * 4);
  const parsed = stops.map(rgb);
  for (let i = 0; i < 256; i++) {
    const x = (i / 255) * (parsed.length - 1);
    const low = Math.min(Math.floor(x), parsed.length - 2);
    for (let c = 0; c < 3; c++) {
      const mixed = parsed[low][c] + (x - low) * (parsed[low + 1][c] - parsed[low][c]);
      table[4 * i + c] = Math.round(255 * mixed);
    }
    table[4 * i + 3] = 255;
  }
  return table;
}

export function labelTable(stops) {
  const table = new Uint8Array(256 * 4);
  for (let i = 0; i < 256; i++) {
    rgb(stops[i % stops.length]).forEach((c, k) => { table[4 * i + k] = Math.round(255 * c); });
    table[4 * i + 3] = 255;
  }
  return table;
}
