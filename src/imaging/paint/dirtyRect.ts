/** Where a step of drawing changed pixels. */
import type { PaintRect } from './paintMap';

/** The smallest rectangle around stretches of rows, without one made for each of them. */
export class DirtyRect {
  private left = Number.POSITIVE_INFINITY;
  private right = -1;
  private top = Number.POSITIVE_INFINITY;
  private bottom = -1;

  add(y: number, from: number, to: number): void {
    if (from < this.left) this.left = from;
    if (to > this.right) this.right = to;
    if (y < this.top) this.top = y;
    if (y > this.bottom) this.bottom = y;
  }

  rect(): PaintRect | null {
    const { left, right, top, bottom } = this;
    if (right < left) return null;
    return { x: left, y: top, width: right + 1 - left, height: bottom + 1 - top };
  }
}
