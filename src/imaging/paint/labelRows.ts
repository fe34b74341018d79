/** The pixels that hang together with one of them and are labelled alike; none beside the image. Used by Painter. */
import { floodRows } from './floodRows';
import type { PaintMap, RowVisitor } from './paintMap';

/** The object at a pixel: what has its number, or its class where it has none, over corners. Nothing on background. */
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

export function isInside({ width, height }: PaintMap, x: number, y: number): boolean {
  return x >= 0 && y >= 0 && x < width && y < height;
}
