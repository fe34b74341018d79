/** Largest and smallest diameter of a convex polygon. Called by measureObjects. */
import { defined } from '../../common/assert';
import type { PixelSize } from '../../domain/scale';
import type { Point } from './objectHulls';

export interface Feret {
  readonly max: number;
  readonly min: number;
}

/**
 * In the unit of `size`, the sides of a pixel; `hull` in px, as objectHulls orders it, without three corners in a line, at least three. Rotating calipers (Shamos 1978; Toussaint 1983): while
 * one line turns along the edges, the corner farthest from it moves on in the same sense, so that all pairs that can be
 * farthest apart are met in linear time, and the width is the least of the farthest distances.
 */
export function feretOf(hull: readonly Point[], size: PixelSize): Feret {
  let [max, min] = [0, Number.POSITIVE_INFINITY];
  let far = 1;
  for (const [index, from] of hull.entries()) {
    const to = corner(hull, index + 1);
    let height = triangle(from, to, corner(hull, far));
    for (;;) {
      const next = triangle(from, to, corner(hull, far + 1));
      if (next <= height) break;
      height = next;
      far += 1;
    }
    min = Math.min(min, (height * size.x * size.y) / Math.sqrt(square(from, to, size)));
    // Of an edge parallel to this one both ends are farthest.
    const [one, other] = [corner(hull, far), corner(hull, far + 1)];
    for (const end of [from, to]) max = Math.max(max, square(end, one, size), square(end, other, size));
  }
  return { max: Math.sqrt(max), min };
}

function corner(hull: readonly Point[], index: number): Point {
  return defined(hull[index % hull.length], 'corner');
}

/** Twice the area in px, which scales as a whole: distance of the third from the line through the others, times the length between those. */
function triangle(from: Point, to: Point, third: Point): number {
  return (to.x - from.x) * (third.y - from.y) - (to.y - from.y) * (third.x - from.x);
}

function square(a: Point, b: Point, { x, y }: PixelSize): number {
  return (b.x - a.x) * (b.x - a.x) * x * x + (b.y - a.y) * (b.y - a.y) * y * y;
}
