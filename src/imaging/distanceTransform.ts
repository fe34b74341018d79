/**
 * The exact Euclidean distance of every pixel to the nearest marked one, in time linear in the pixels. Not to
 * objects apart from each other: that is twoNearestObjects.
 */
import { LowerEnvelope } from './lowerEnvelope';

/**
 * [height, width], px², from the centre of each pixel to the centre of the nearest one whose `mask` [height,
 * width] is not 0: 0 on those themselves, Infinity everywhere where there is none. Whole numbers, so exact; the
 * root is the distance. Columns first, then a lower envelope a row (Felzenszwalb and Huttenlocher 2012).
 */
export function squaredDistances(
  mask: Uint8Array | Uint32Array,
  width: number,
  height: number,
): Float64Array<ArrayBuffer> {
  const squares = squaresInColumns(mask, width, height);
  const envelope = new LowerEnvelope(width);
  const nearest = new Int32Array(width);
  const row = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    envelope.clear();
    for (let x = 0; x < width; x++) {
      row[x] = squares[start + x] ?? 0;
      envelope.add(x, row[x] ?? 0);
    }
    envelope.lowest(0, width - 1, nearest);
    for (let x = 0; x < width; x++) {
      const vertex = nearest[x] ?? -1;
      if (vertex >= 0) squares[start + x] = (x - vertex) ** 2 + (row[vertex] ?? 0);
    }
  }
  return squares;
}

/** Squared distance to the nearest marked pixel of the same column; Infinity where it has none. */
function squaresInColumns(
  mask: Uint8Array | Uint32Array,
  width: number,
  height: number,
): Float64Array<ArrayBuffer> {
  const squares = new Float64Array(width * height);
  const last = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (mask[i]) last[x] = y;
      squares[i] = (y - (last[x] ?? 0)) ** 2;
    }
  }
  last.fill(Number.POSITIVE_INFINITY);
  for (let i = width * height - 1, y = height - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--, i--) {
      if (mask[i]) last[x] = y;
      squares[i] = Math.min(squares[i] ?? 0, ((last[x] ?? 0) - y) ** 2);
    }
  }
  return squares;
}
