/** The inverse transform of one 8 × 8 block of a JPEG (ITU-T T.81, A.3.3), row by row and column by column. */

/** Position of each coefficient of the zigzag (figure A.6). */
const ZIGZAG = zigzag();
/** [u, x]: C(u) / 2 · cos((2x + 1)uπ / 16). */
const BASIS = Float64Array.from({ length: 64 }, (_, i) => {
  const [u, x] = [i >> 3, i & 7];
  return ((u === 0 ? Math.SQRT1_2 : 1) / 2) * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

const square = new Float64Array(64);
const halfway = new Float64Array(64);

/** Writes samples 0..255 (128 added, clamped, rounded) to `out` from `at` on, rows `stride` apart. */
export function writeInverseDct(
  coefficients: Int16Array,
  quantisation: readonly number[],
  out: Uint8ClampedArray,
  at: number,
  stride: number,
): void {
  for (let i = 0; i < 64; i++) square[ZIGZAG[i] ?? 0] = (coefficients[i] ?? 0) * (quantisation[i] ?? 0);
  transformRows(square, halfway);
  transformRows(halfway, square);
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) out[at + y * stride + x] = (square[y * 8 + x] ?? 0) + 128;
  }
}

/** to[x, y] = Σu from[y, u] · BASIS[u, x]: transposed, so that twice gives rows and columns. */
function transformRows(from: Float64Array, to: Float64Array): void {
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let u = 0; u < 8; u++) sum += (from[y * 8 + u] ?? 0) * (BASIS[u * 8 + x] ?? 0);
      to[x * 8 + y] = sum;
    }
  }
}

function zigzag(): Uint8Array {
  const order = Array.from({ length: 64 }, (_, i) => i);
  const diagonal = (i: number) => (i >> 3) + (i & 7);
  // Odd diagonals run downwards, even ones upwards.
  const along = (i: number) => (diagonal(i) % 2 === 1 ? i >> 3 : i & 7);
  return Uint8Array.from(order.sort((a, b) => diagonal(a) - diagonal(b) || along(a) - along(b)));
}
