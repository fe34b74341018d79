/** What becomes of pixels that are painted. Used by Painter. */
import { isFree, type PaintMap, type RowVisitor, type Unpainted } from './paintMap';

export type Ink =
  /** `instance` is the object's number, 0 for none. With `spares` only what is nobody's, and the object itself, is painted. */
  | {
      readonly kind: 'class';
      readonly classIndex: number;
      readonly instance: number;
      readonly spares?: boolean;
    }
  /** It counts nowhere. */
  | { readonly kind: 'ignore' }
  /** It stays, and is said to be right. */
  | { readonly kind: 'accept' }
  /** It is as if nobody had painted it. */
  | { readonly kind: 'unpainted' };

/** Background that is no object's, and said to be so: what the eraser of a correction leaves. */
export const ERASED: Ink = { kind: 'class', classIndex: 0, instance: 0 };
/** What the eraser of labels leaves. */
export const UNPAINTED: Ink = { kind: 'unpainted' };
export const ACCEPTED: Ink = { kind: 'accept' };

/** What the pixel at a place is: to be laid on others. */
export function inkOfPixel({ classes, instances }: PaintMap, place: number): Ink {
  return { kind: 'class', classIndex: classes[place] ?? 0, instance: instances[place] ?? 0 };
}

/** Changes the places `from` up to `end`. */
export function layInk(map: PaintMap, unpainted: Unpainted, from: number, end: number, ink: Ink): void {
  const { classes, ignore, instances, touched } = map;
  touched.fill(ink.kind === 'unpainted' ? 0 : 1, from, end);
  if (ink.kind === 'accept') return;
  const isIgnored = ink.kind === 'ignore' || (ink.kind === 'unpainted' && unpainted === 'ignored');
  const isClass = ink.kind === 'class';
  ignore.fill(isIgnored ? 1 : 0, from, end);
  classes.fill(isClass ? ink.classIndex : 0, from, end);
  instances.fill(isClass ? ink.instance : 0, from, end);
}

/** Visits the stretches of a row's pixels `from` to `to` that the ink changes: all, or those that it does not spare. */
export function inkedRows(
  map: PaintMap,
  unpainted: Unpainted,
  ink: Ink,
  [y, from, to]: readonly [number, number, number],
  visit: RowVisitor,
): void {
  if (ink.kind !== 'class' || !ink.spares) {
    visit(y, from, to);
    return;
  }
  const start = y * map.width;
  const takes = (x: number) =>
    isFree(map, unpainted, start + x) ||
    (map.classes[start + x] === ink.classIndex &&
      map.instances[start + x] === ink.instance &&
      map.ignore[start + x] === 0);
  for (let x = from; x <= to; x++) {
    if (!takes(x)) continue;
    const first = x;
    while (x < to && takes(x + 1)) x += 1;
    visit(y, first, x);
  }
}
