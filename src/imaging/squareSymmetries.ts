/** The eight ways to lay a square onto itself: four quarter turns, each as it is and mirrored. Used for test-time augmentation. */

/** Rows and columns change places first, where they do; then columns, then rows, are turned end for end. */
export interface SquareSymmetry {
  readonly transposes: boolean;
  readonly flipsX: boolean;
  readonly flipsY: boolean;
}

const BOTH = [false, true];

/** All eight; the first leaves everything as it is. */
export const SQUARE_SYMMETRIES: readonly SquareSymmetry[] = BOTH.flatMap((transposes) =>
  BOTH.flatMap((flipsY) => BOTH.map((flipsX) => ({ transposes, flipsX, flipsY }))),
);

/** [size, size, channels] laid anew: a copy, every value kept. */
export function laidOut(
  data: Float32Array,
  size: number,
  channels: number,
  symmetry: SquareSymmetry,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(data.length);
  eachMove(size, symmetry, (from, to) => {
    for (let c = 0; c < channels; c++) out[to * channels + c] = data[from * channels + c] ?? 0;
  });
  return out;
}

/** Adds `share` times what `laidOut` made, put back to where it came from, to `sums`, [size, size, channels]. */
export function addPutBack(
  data: Float32Array,
  size: number,
  channels: number,
  symmetry: SquareSymmetry,
  share: number,
  sums: Float32Array,
): void {
  eachMove(size, symmetry, (from, to) => {
    for (let c = 0; c < channels; c++) {
      const at = from * channels + c;
      sums[at] = (sums[at] ?? 0) + share * (data[to * channels + c] ?? 0);
    }
  });
}

/** Calls `visit` with the pixel that each pixel of the result comes from. */
function eachMove(
  size: number,
  { transposes, flipsX, flipsY }: SquareSymmetry,
  visit: (from: number, to: number) => void,
): void {
  for (let y = 0; y < size; y++) {
    const v = flipsY ? size - 1 - y : y;
    for (let x = 0; x < size; x++) {
      const u = flipsX ? size - 1 - x : x;
      visit(transposes ? u * size + v : v * size + u, y * size + x);
    }
  }
}
