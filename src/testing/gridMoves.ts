/** The symmetries of a pixel grid, for tests that a result moves along with its input. */

/** Where pixel (x, y) of a [height, width] image goes, and the size of the moved image. */
export interface GridMove {
  readonly name: string;
  readonly swaps: boolean;
  readonly to: (x: number, y: number, width: number, height: number) => [number, number];
}

/** They generate all eight. */
export const GRID_MOVES: readonly GridMove[] = [
  { name: 'flip left to right', swaps: false, to: (x, y, width) => [width - 1 - x, y] },
  { name: 'flip top to bottom', swaps: false, to: (x, y, _, height) => [x, height - 1 - y] },
  { name: 'transposition', swaps: true, to: (x, y) => [y, x] },
  { name: 'quarter turn', swaps: true, to: (x, y, _, height) => [height - 1 - y, x] },
];

/** `data` [height, width] moved; the result has width and height swapped where the move swaps them. */
export function moved<T extends Uint8Array | Uint32Array | Float32Array>(
  data: T,
  width: number,
  height: number,
  { to, swaps }: GridMove,
): T {
  const out = data.slice() as T;
  const outWidth = swaps ? height : width;
  data.forEach((value, i) => {
    const [u, v] = to(i % width, Math.floor(i / width), width, height);
    out[v * outWidth + u] = value;
  });
  return out;
}
