/** One object cut out of a map, so that what is done to it costs what it covers. Used by ObjectEdits. */
import type { PaintMap, PaintRect, RowVisitor } from './paintMap';
import type { SpanList } from './spanList';

/** A part of the image; pixels of it are [height, width]. */
export interface ObjectWindow extends PaintRect {
  /** 1 where the object is. */
  readonly mask: Uint8Array<ArrayBuffer>;
}

/** The object of these spans, of which there is at least one, and `margin` px around it, as far as the image goes. */
export function objectWindow(spans: SpanList, map: PaintMap, margin: number): ObjectWindow {
  const inner = spans.rect() ?? { x: 0, y: 0, width: 0, height: 0 };
  const [x, y] = [Math.max(0, inner.x - margin), Math.max(0, inner.y - margin)];
  const width = Math.min(map.width, inner.x + inner.width + margin) - x;
  const height = Math.min(map.height, inner.y + inner.height + margin) - y;
  const mask = new Uint8Array(width * height);
  spans.forEach((row, from, to) => {
    const start = (row - y) * width - x;
    mask.fill(1, start + from, start + to + 1);
  });
  return { x, y, width, height, mask };
}

/** The place in the map of a place in the window. */
export function placeInMap({ x, y, width }: PaintRect, map: PaintMap, place: number): number {
  return (y + Math.floor(place / width)) * map.width + x + (place % width);
}

/** Visits, in the map's own rows, the stretches of the window's pixels that `belongs`, asked by their place in the window. */
export function windowRows(
  { x, y, width, height }: PaintRect,
  belongs: (place: number) => boolean,
  visit: RowVisitor,
): void {
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (!belongs(row * width + column)) continue;
      const from = column;
      while (column + 1 < width && belongs(row * width + column + 1)) column += 1;
      visit(y + row, x + from, x + column);
    }
  }
}
