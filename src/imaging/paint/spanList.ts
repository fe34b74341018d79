/** Stretches of rows, kept until they are painted, in one array that grows: none of them is an object. Used by Painter. */
import { DirtyRect } from './dirtyRect';
import type { PaintRect } from './paintMap';

/** y, first and last x, and the place of the pixel whose class and number it gets. */
const FIELDS = 4;
const FIRST_SPANS = 256;
/** Larger arrays are not kept for the next time. */
const MOST_KEPT = 2 ** 20;

/** `source`: place of a pixel of the object that the span becomes part of, -1 where it is said otherwise. */
export type SpanVisitor = (y: number, from: number, to: number, source: number) => void;

export class SpanList {
  private data = new Int32Array(FIELDS * FIRST_SPANS);
  private length = 0;

  /** Pixels `from` to `to`, both included. */
  add(y: number, from: number, to: number, source = -1): void {
    if (this.length === this.data.length) this.grow();
    const { data, length } = this;
    data[length] = y;
    data[length + 1] = from;
    data[length + 2] = to;
    data[length + 3] = source;
    this.length += FIELDS;
  }

  /** Makes the last span one px longer where it ends beside (x, y) and its source is the same. */
  extend(y: number, x: number, isSame: (source: number) => boolean): boolean {
    const at = this.length - FIELDS;
    const { data } = this;
    if (at < 0 || data[at] !== y || data[at + 2] !== x - 1 || !isSame(data[at + 3] ?? 0)) return false;
    data[at + 2] = x;
    return true;
  }

  clear(): void {
    this.length = 0;
    if (this.data.length > MOST_KEPT) this.data = new Int32Array(FIELDS * FIRST_SPANS);
  }

  forEach(visit: SpanVisitor): void {
    const { data, length } = this;
    for (let at = 0; at < length; at += FIELDS) {
      visit(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0, data[at + 3] ?? 0);
    }
  }

  /** Around all of them; null where there is none. */
  rect(): PaintRect | null {
    const dirty = new DirtyRect();
    this.forEach((y, from, to) => {
      dirty.add(y, from, to);
    });
    return dirty.rect();
  }

  private grow(): void {
    const larger = new Int32Array(2 * this.data.length);
    larger.set(this.data);
    this.data = larger;
  }
}
