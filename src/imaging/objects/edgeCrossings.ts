/** How often straight lines cross each object's edge: what its perimeter is estimated from. Called by measureObjects. */
import type { ObjectMap } from '../../domain/objects';
import { forEachRun } from './runs';

/** Pairs of neighbouring pixels of which one is the object's and the other is not, by direction; [count + 1] each. */
export interface EdgeCrossings {
  readonly across: Float64Array;
  readonly down: Float64Array;
  /** Both diagonals together. */
  readonly diagonal: Float64Array;
}

/** What is beyond the image is of no object. */
export function edgeCrossings({ ids, width, height, count }: ObjectMap): EdgeCrossings {
  const across = new Float64Array(count + 1);
  const down = new Float64Array(count + 1);
  const diagonal = new Float64Array(count + 1);
  forEachRun(ids, width, (id, y, start, end) => {
    across[id] = (across[id] ?? 0) + 2;
    for (const other of [y - 1, y + 1]) {
      const row = other < 0 || other >= height ? -1 : other * width;
      down[id] = (down[id] ?? 0) + (row < 0 ? end - start : othersIn(ids, id, row + start, row + end));
      diagonal[id] = (diagonal[id] ?? 0) + slanting(ids, id, row, start, end, width);
    }
  });
  return { across, down, diagonal };
}

/** Pixels of [from, to) that are not of `id`. */
function othersIn(ids: Uint32Array, id: number, from: number, to: number): number {
  let others = 0;
  for (let at = from; at < to; at++) if (ids[at] !== id) others += 1;
  return others;
}

/** Over both diagonals from the run's pixels to the row that begins at `row`; -1 for a row beyond the image. */
function slanting(
  ids: Uint32Array,
  id: number,
  row: number,
  start: number,
  end: number,
  width: number,
): number {
  if (row < 0) return 2 * (end - start);
  const left = start === 0 ? 1 : 0;
  const right = end === width ? 1 : 0;
  return (
    left +
    right +
    othersIn(ids, id, row + start - 1 + left, row + end - 1) +
    othersIn(ids, id, row + start + 1, row + end + 1 - right)
  );
}

/**
 * Length of an object's edges by the Cauchy-Crofton formula with four directions, holes' edges included: half the sum
 * over directions of angle, distance between lines and crossings. The angle of a direction reaches half way to its
 * neighbours, so pixels of `x` by `y` may be oblong (Lehmann and Legland 2012, hdl:10380/3342). Right on average over
 * all directions of an edge: good for discs; the perimeter of an upright rectangle of square pixels comes out 5 % short.
 */
export function objectPerimeter(
  { across, down, diagonal }: EdgeCrossings,
  id: number,
  { x, y }: { readonly x: number; readonly y: number },
): number {
  const slope = Math.atan2(y, x);
  const between = (x * y) / Math.hypot(x, y);
  const straight = slope * y * (across[id] ?? 0) + (Math.PI / 2 - slope) * x * (down[id] ?? 0);
  return (straight + (Math.PI / 4) * between * (diagonal[id] ?? 0)) / 2;
}
