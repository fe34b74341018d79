/** Where all objects gain or lose pixels at once. Finds them and changes nothing; Painter lays ink there. */
import { erodedRows } from './erodedRows';
import { grownRows } from './grownRows';
import { objectKeys } from './objectKeys';
import { isFree, type PaintMap, type Unpainted } from './paintMap';
import { SpanList } from './spanList';

/** Rows that are looked at together: memory follows them, not the image. */
const ROWS = 256;

/**
 * Pixels that are nobody's, at most `px` from an object, middle to middle: the nearest one's, of which the span's source
 * is a pixel.
 */
export function allGrownSpans(map: PaintMap, unpainted: Unpainted, px: number): SpanList {
  const { width, height, classes, instances } = map;
  const reach = Math.ceil(px);
  const found = new SpanList();
  const isSame = (one: number, other: number) =>
    classes[one] === classes[other] && instances[one] === instances[other];
  for (let from = 0; from < height; from += ROWS) {
    const end = Math.min(height, from + ROWS);
    const [top, bottom] = [Math.max(0, from - reach), Math.min(height, end + reach)];
    const rows = classes.subarray(top * width, bottom * width);
    grownRows(rows, width, px, from - top, end - top - 1, (row, x, near) => {
      const [y, source] = [top + row, top * width + near];
      if (!isFree(map, unpainted, y * width + x)) return;
      if (!found.extend(y, x, (last) => isSame(last, source))) found.add(y, x, x, source);
    });
  }
  return found;
}

/** Pixels of objects at most `px` from one that is not the same object's; the image's edge takes nothing. */
export function allShrunkSpans(map: PaintMap, px: number): SpanList {
  const { width, height } = map;
  const reach = Math.ceil(px);
  const keys = objectKeys(map);
  const found = new SpanList();
  for (let from = 0; from < height; from += ROWS) {
    const end = Math.min(height, from + ROWS);
    const [top, bottom] = [Math.max(0, from - reach), Math.min(height, end + reach)];
    const rows = keys.subarray(top * width, bottom * width);
    erodedRows(rows, width, px, from - top, end - top - 1, (y, x, last) => found.add(top + y, x, last));
  }
  return found;
}
