/** Largest and smallest diameter of a convex polygon. Called by measureObjects. */
import { defined } from '../../common/assert';
import type { Point } from './objectHulls';

export interface Feret {
  readonly max: number;
  readonly min: number;
}

/**
 * `hull` as objectHulls orders it, without three corners in a line, at least three. Rotating calipers (Shamos 1978; Toussaint 1983): while
 * one line turns along the edges, the corner farthest from it moves on in the same sense, so that all pairs that can be
 * farthest apart are met in linear time, and the width is the least of the farthest distances.
 */
export function feretOf(hull: readonly Point[]): Feret {
  let [max, min] = [0, Number.POSITIVE_INFINITY];
  let far = 1;
  for (const [index, from] of hull.entries()) {
    const to = at(hull, index + 1);
    while (distance(from, to, at(hull, far + 1)) > distance(from, to, at(hull, far))) far += 1;
    min = Math.min(min, distance(from, to, at(hull, far)));
    // Of an edge parallel to this one both ends are farthest.
    for (const corner of [at(hull, far), at(hull, far + 1)])
      max = Math.max(max, length(from, corner), length(to, corner));
  }
  return { max, min };
}

function at(hull: readonly Point[], index: number): Point {
  return defined(hull[index % hull.length], 'corner');
}

/** Of the corner from the line through both others, on the side where the hull lies. */
function distance(from: Point, to: Point, corner: Point): number {
  const across = (to.x - from.x) * (corner.y - from.y) - (to.y - from.y) * (corner.x - from.x);
  return across / length(from, to);
}

function length(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}
