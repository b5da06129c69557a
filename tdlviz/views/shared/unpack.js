// One payload of payload.py as typed arrays over the same memory.
const ARRAYS = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array };

export function unpack(data) {
  let bytes = data instanceof ArrayBuffer ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.length < 4) return { values: {} };
  if (bytes.byteOffset % 8) bytes = bytes.slice();
  const size = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size)));
  const out = { values: header.values };
  for (const [name, entry] of Object.entries(header)) {
    if (name === "values") continue;
    const [dtype, offset, shape] = entry;
    const count = shape.reduce((a, b) => a * b, 1);
    out[name] = new ARRAYS[dtype](bytes.buffer, bytes.byteOffset + 4 + size + offset, count);
  }
  return out;
}
