/** Pixels by how they are labelled: those that hang together with one of them, or all. Used by Painter. */
import { floodRows } from './floodRows';
import type { PaintMap, RowVisitor } from './paintMap';

/** The object at a pixel: what has its number, or its class where it has none, over corners. Nothing on background or beside the image. */
export function objectRows(map: PaintMap, x: number, y: number, visit: RowVisitor): void {
  const { width, classes, ignore, instances } = map;
  if (!isInside(map, x, y)) return;
  const at = y * width + x;
  const [ofClass, ofObject] = [classes[at], instances[at]];
  if (ofClass === 0) return;
  const belongs = (place: number) =>
    ignore[place] === 0 && classes[place] === ofClass && instances[place] === ofObject;
  floodRows(map, x, y, belongs, true, visit);
}

/** The area of one class, and one object, around a pixel, over edges; background and ignored pixels too. */
export function areaRows(map: PaintMap, x: number, y: number, visit: RowVisitor): void {
  const { width, classes, ignore, instances } = map;
  if (!isInside(map, x, y)) return;
  const at = y * width + x;
  const [ofClass, ignored, ofObject] = [classes[at], ignore[at], instances[at]];
  const belongs = (place: number) =>
    classes[place] === ofClass && ignore[place] === ignored && instances[place] === ofObject;
  floodRows(map, x, y, belongs, false, visit);
}

/** Everything of a class but 0. */
export function allObjectRows({ width, height, classes }: PaintMap, visit: RowVisitor): void {
  for (let y = 0; y < height; y++) {
    const start = y * width;
    for (let x = 0; x < width; x++) {
      if (classes[start + x] === 0) continue;
      const from = x;
      while (x + 1 < width && classes[start + x + 1] !== 0) x += 1;
      visit(y, from, x);
    }
  }
}

/** Of what nobody painted the pixels whose plane `ignore` is not `value`. */
export function unpaintedRows(map: PaintMap, value: number, visit: RowVisitor): void {
  const { width, height, classes, ignore, touched } = map;
  const changes = (at: number) => classes[at] === 0 && touched[at] === 0 && ignore[at] !== value;
  for (let y = 0; y < height; y++) {
    const start = y * width;
    for (let x = 0; x < width; x++) {
      if (!changes(start + x)) continue;
      const from = x;
      while (x + 1 < width && changes(start + x + 1)) x += 1;
      visit(y, from, x);
    }
  }
}

export function isInside({ width, height }: PaintMap, x: number, y: number): boolean {
  return x >= 0 && y >= 0 && x < width && y < height;
}
