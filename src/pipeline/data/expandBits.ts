/** Samples of 1, 2 or 4 bits, packed from each byte's high end with rows on byte borders, as bytes. */

/** [height, rowSamples] values 0..2^bits - 1; not scaled, since a mask's values mean what they are. */
export function expandBits(
  packed: Uint8Array,
  bits: 1 | 2 | 4,
  rowSamples: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(rowSamples * height);
  const rowBytes = Math.ceil((rowSamples * bits) / 8);
  const mask = (1 << bits) - 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < rowSamples; x++) {
      const bit = x * bits;
      const byte = packed[y * rowBytes + (bit >> 3)] ?? 0;
      out[y * rowSamples + x] = (byte >> (8 - bits - (bit & 7))) & mask;
    }
  }
  return out;
}
