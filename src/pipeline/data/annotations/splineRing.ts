/**
 * The closed curve through the corners of a polygon that ImageJ's "Fit Spline" was used on: its file holds the corners
 * alone. A cubic spline without a kink, over the square roots of the edges' lengths, as ImageJ takes it. Called by roiShape.
 */
import type { FlatRing } from '../../../domain/annotations';

/** Straight pieces that the curve becomes between two corners. */
const PIECES = 24;
/** Each halves what is left of the error: no double holds more. */
const ROUNDS = 60;

interface Corner {
  readonly x: number;
  readonly y: number;
}

/** Itself where fewer than three corners lie apart. */
export function splineRing(ring: FlatRing): FlatRing {
  const corners = distinct(ring);
  if (corners.length < 3) return ring;
  const lengths = corners.map((corner, i) => Math.sqrt(distance(corner, at(corners, i + 1))));
  const xs = splineThrough(
    corners.map(({ x }) => x),
    lengths,
  );
  const ys = splineThrough(
    corners.map(({ y }) => y),
    lengths,
  );
  return Float64Array.from(
    corners.flatMap((_, i) =>
      Array.from({ length: PIECES }, (_, k) => [xs(i, k / PIECES), ys(i, k / PIECES)]).flat(),
    ),
  );
}

/** Without corners that lie where the one before does. */
function distinct(ring: FlatRing): Corner[] {
  const corners = Array.from({ length: ring.length / 2 }, (_, i) => ({
    x: ring[2 * i] ?? 0,
    y: ring[2 * i + 1] ?? 0,
  }));
  return corners.filter((corner, i) => distance(corner, at(corners, i + 1)) > 0);
}

function distance(a: Corner, b: Corner): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** Around the ring. */
function at<T>(list: readonly T[], index: number): T {
  return list[(index + list.length) % list.length] as T;
}

/**
 * The periodic cubic spline through `values`, `lengths[i]` between the i-th and the next: its value at a share of the way
 * between these. The second derivatives are found by going round: their equations have twice as much on the diagonal as
 * beside it.
 */
function splineThrough(
  values: readonly number[],
  lengths: readonly number[],
): (index: number, share: number) => number {
  const bends = new Array<number>(values.length).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, value] of values.entries()) {
      const [before, after] = [at(lengths, i - 1), at(lengths, i)];
      const turn = (at(values, i + 1) - value) / after - (value - at(values, i - 1)) / before;
      bends[i] = (6 * turn - before * at(bends, i - 1) - after * at(bends, i + 1)) / (2 * (before + after));
    }
  }
  return (index, share) => {
    const [left, length] = [1 - share, at(lengths, index)];
    const straight = left * at(values, index) + share * at(values, index + 1);
    const bend = (left ** 3 - left) * at(bends, index) + (share ** 3 - share) * at(bends, index + 1);
    return straight + (bend * length * length) / 6;
  };
}
