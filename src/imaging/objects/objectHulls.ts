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
  const left = new Side(1);
  const right = new Side(-1);
  for (let row = 0; row < lefts.length; row++) {
    if ((rights[row] ?? -1) < 0) continue;
    left.push(lefts[row] ?? 0, top + row);
    left.push(lefts[row] ?? 0, top + row + 1);
    right.push(rights[row] ?? 0, top + row);
    right.push(rights[row] ?? 0, top + row + 1);
  }
  return [...right.points(), ...left.points().reverse()];
}

/** One side of Andrew's monotone chain (1979); points come by rising y. */
class Side {
  private readonly xs: number[] = [];
  private readonly ys: number[] = [];

  /** `outwards`: 1 for the left side, -1 for the right. */
  constructor(private readonly outwards: 1 | -1) {}

  push(x: number, y: number): void {
    const { xs, ys, outwards } = this;
    const last = xs.length - 1;
    if (ys[last] === y) {
      // The lower edge of one row is the upper edge of the next: the outer of the two points counts.
      if (outwards * (x - (xs[last] ?? 0)) >= 0) return;
      this.pop();
    }
    while (xs.length > 1 && outwards * this.turnTo(x, y) >= 0) this.pop();
    xs.push(x);
    ys.push(y);
  }

  points(): Point[] {
    return this.xs.map((x, index) => ({ x, y: this.ys[index] ?? 0 }));
  }

  private pop(): void {
    this.xs.pop();
    this.ys.pop();
  }

  /** Twice the area of the triangle of the last two points and this one, positive where it turns clockwise as seen. */
  private turnTo(x: number, y: number): number {
    const { xs, ys } = this;
    const [a, b] = [xs.length - 2, xs.length - 1];
    const [ax, ay] = [xs[a] ?? 0, ys[a] ?? 0];
    return ((xs[b] ?? 0) - ax) * (y - ay) - ((ys[b] ?? 0) - ay) * (x - ax);
  }
}
