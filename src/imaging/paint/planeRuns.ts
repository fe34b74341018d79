/** A rectangle of one plane, kept small: runs of equal values, or the values where runs would be larger. Pure. */
import type { PaintRect } from './paintMap';

type Plane = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

export type KeptPlane =
  /** Length, value, length, value ... in the order of the rows. */
  | { readonly kind: 'runs'; readonly data: Uint32Array<ArrayBuffer> }
  | { readonly kind: 'values'; readonly data: Plane };

/** `plane` is [height, width] of an image `width` px wide, of which `rect` is inside. */
export function keepPlane(plane: Plane, width: number, rect: PaintRect): KeptPlane {
  const most = (rect.width * rect.height * plane.BYTES_PER_ELEMENT) / Uint32Array.BYTES_PER_ELEMENT;
  const runs = runsOf(plane, width, rect, most);
  return runs === null
    ? { kind: 'values', data: valuesOf(plane, width, rect) }
    : { kind: 'runs', data: runs };
}

/** Puts back what keepPlane kept of this rectangle. */
export function putPlane(plane: Plane, width: number, rect: PaintRect, kept: KeptPlane): void {
  if (kept.kind === 'values') {
    for (let row = 0; row < rect.height; row++) {
      const from = row * rect.width;
      plane.set(kept.data.subarray(from, from + rect.width), (rect.y + row) * width + rect.x);
    }
    return;
  }
  let [column, row] = [0, 0];
  for (let at = 0; at < kept.data.length; at += 2) {
    let left = kept.data[at] ?? 0;
    const value = kept.data[at + 1] ?? 0;
    while (left > 0) {
      const count = Math.min(left, rect.width - column);
      const start = (rect.y + row) * width + rect.x + column;
      plane.fill(value, start, start + count);
      left -= count;
      column += count;
      if (column === rect.width) [column, row] = [0, row + 1];
    }
  }
}

/** Null where they would take more than `most` numbers. */
function runsOf(plane: Plane, width: number, rect: PaintRect, most: number): Uint32Array<ArrayBuffer> | null {
  const runs: number[] = [];
  let length = 0;
  let last = 0;
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    for (let i = y * width + rect.x; i < y * width + rect.x + rect.width; i++) {
      const value = plane[i] ?? 0;
      if (length > 0 && value === last) {
        length += 1;
        continue;
      }
      if (length > 0) runs.push(length, last);
      if (runs.length + 2 > most) return null;
      [length, last] = [1, value];
    }
  }
  runs.push(length, last);
  return Uint32Array.from(runs);
}

function valuesOf(plane: Plane, width: number, rect: PaintRect): Plane {
  const values = plane.slice(0, rect.width * rect.height);
  for (let row = 0; row < rect.height; row++) {
    const start = (rect.y + row) * width + rect.x;
    values.set(plane.subarray(start, start + rect.width), row * rect.width);
  }
  return values;
}
