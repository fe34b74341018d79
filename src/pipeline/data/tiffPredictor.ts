/** Undoes TIFF's predictors on one block, in place: differences along a row, and Adobe's split of floats into bytes. */

type Words =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>;

/**
 * Predictor 2 (TIFF 6.0 section 14). Bytes in the machine's order already; sums wrap to the sample's own bits.
 * `rowSamples` samples a row, the same channel every `step` samples.
 */
export function undoDifferences(
  bytes: Uint8Array<ArrayBuffer>,
  bits: number,
  rowSamples: number,
  step: number,
): void {
  const words = wordsOver(bytes, bits);
  if (words instanceof BigUint64Array) addAlongRows64(words, rowSamples, step);
  else addAlongRows(words, rowSamples, step);
}

function wordsOver(bytes: Uint8Array<ArrayBuffer>, bits: number): Words {
  const count = (bytes.length * 8) / bits;
  if (bits === 16) return new Uint16Array(bytes.buffer, bytes.byteOffset, count);
  if (bits === 32) return new Uint32Array(bytes.buffer, bytes.byteOffset, count);
  if (bits === 64) return new BigUint64Array(bytes.buffer, bytes.byteOffset, count);
  return bytes;
}

function addAlongRows(words: Exclude<Words, BigUint64Array>, rowSamples: number, step: number): void {
  for (let row = 0; row < words.length; row += rowSamples) {
    for (let i = row + step; i < row + rowSamples; i++) words[i] = (words[i] ?? 0) + (words[i - step] ?? 0);
  }
}

function addAlongRows64(words: BigUint64Array<ArrayBuffer>, rowSamples: number, step: number): void {
  for (let row = 0; row < words.length; row += rowSamples) {
    for (let i = row + step; i < row + rowSamples; i++) words[i] = (words[i] ?? 0n) + (words[i - step] ?? 0n);
  }
}

/**
 * Predictor 3 (Adobe Photoshop TIFF Technical Note 3): each row is its floats' first bytes, then all second bytes,
 * ..., as differences. Leaves big-endian floats, whatever the file's order is.
 */
export function undoFloatPredictor(bytes: Uint8Array, bits: number, rowSamples: number, step: number): void {
  const size = bits / 8;
  const rowBytes = rowSamples * size;
  const split = new Uint8Array(rowBytes);
  for (let row = 0; row < bytes.length; row += rowBytes) {
    split.set(bytes.subarray(row, row + rowBytes));
    for (let i = step; i < rowBytes; i++) split[i] = (split[i] ?? 0) + (split[i - step] ?? 0);
    for (let i = 0; i < rowSamples; i++) {
      for (let b = 0; b < size; b++) bytes[row + i * size + b] = split[b * rowSamples + i] ?? 0;
    }
  }
}
