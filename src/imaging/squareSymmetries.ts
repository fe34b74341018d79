/** The eight ways to lay a square onto itself: four quarter turns, each as it is and mirrored. Used for test-time augmentation. */

/** Rows and columns change places first, where they do; then columns, then rows, are turned end for end. */
export interface SquareSymmetry {
  readonly transposes: boolean;
  readonly flipsX: boolean;
  readonly flipsY: boolean;
}

/** The square as it lies. */
export const AS_IT_LIES: SquareSymmetry = { transposes: false, flipsX: false, flipsY: false };

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
  const { start, alongX, alongY } = walk(size, channels, symmetry);
  let to = 0;
  for (let y = 0; y < size; y++) {
    let from = start + y * alongY;
    for (let x = 0; x < size; x++, from += alongX)
      for (let c = 0; c < channels; c++) out[to++] = data[from + c] ?? 0;
  }
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
  const { start, alongX, alongY } = walk(size, channels, symmetry);
  let from = 0;
  for (let y = 0; y < size; y++) {
    let to = start + y * alongY;
    for (let x = 0; x < size; x++, to += alongX)
      for (let c = 0; c < channels; c++, from++)
        sums[to + c] = (sums[to + c] ?? 0) + share * (data[from] ?? 0);
  }
}

/** Where the pixels of the result come from, as elements: the first, and the way to the next along x and along y. */
function walk(size: number, channels: number, { transposes, flipsX, flipsY }: SquareSymmetry) {
  const [x, y] = transposes ? [size * channels, channels] : [channels, size * channels];
  const last = size - 1;
  return {
    start: (flipsX ? last * x : 0) + (flipsY ? last * y : 0),
    alongX: flipsX ? -x : x,
    alongY: flipsY ? -y : y,
  };
}
