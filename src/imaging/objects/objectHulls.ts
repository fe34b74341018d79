/** The convex hull of every object, its pixels being squares. Called by measureObjects. */
import type { ObjectMap } from '../../domain/objects';
import { forEachRun } from './runs';
import type { ShapeSums } from './shapeSums';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** [count + 1], by id: corners in px, clockwise as seen, none on a straight edge. */
export function objectHulls(objects: ObjectMap, { top, bottom }: ShapeSums): Point[][] {
  const { ids, width, count } = objects;
  const starts = new Float64Array(count + 1);
  let rows = 0;
  for (let id = 1; id <= count; id++) {
    starts[id] = rows;
    rows += (bottom[id] ?? 0) - (top[id] ?? 0) + 1;
  }
  const lefts = new Int32Array(rows).fill(2 ** 31 - 1);
  const rights = new Int32Array(rows).fill(-1);
  forEachRun(ids, width, (id, y, start, end) => {
    const row = (starts[id] ?? 0) + y - (top[id] ?? 0);
    lefts[row] = Math.min(lefts[row] ?? 0, start);
    rights[row] = Math.max(rights[row] ?? 0, end);
  });
  return Array.from({ length: count + 1 }, (_, id) => {
    if (id === 0) return [];
    const start = starts[id] ?? 0;
    const end = start + (bottom[id] ?? 0) - (top[id] ?? 0) + 1;
    return hullOfRows(lefts.subarray(start, end), rights.subarray(start, end), top[id] ?? 0);
  });
}

/** A row in which the object has no pixel has a `right` of -1. */
function hullOfRows(lefts: Int32Array, rights: Int32Array, top: number): Point[] {
  const left: Point[] = [];
  const right: Point[] = [];
  for (let row = 0; row < lefts.length; row++) {
    if ((rights[row] ?? -1) < 0) continue;
    for (const y of [top + row, top + row + 1]) {
      pushConvex(left, { x: lefts[row] ?? 0, y }, 1);
      pushConvex(right, { x: rights[row] ?? 0, y }, -1);
    }
  }
  return [...right, ...left.reverse()];
}

/** One side of Andrew's monotone chain; points come by rising y, `side` 1 for the left side, -1 for the right. */
function pushConvex(chain: Point[], point: Point, side: 1 | -1): void {
  for (;;) {
    const [before, last] = [chain.at(-2), chain.at(-1)];
    if (last && last.y === point.y) {
      // The lower edge of one row is the upper edge of the next: the outer of the two points counts.
      if (side * (point.x - last.x) >= 0) return;
    } else if (!before || !last || side * turn(before, last, point) < 0) break;
    chain.pop();
  }
  chain.push(point);
}

/** Twice the area of the triangle, positive where it turns clockwise as seen. */
function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}
