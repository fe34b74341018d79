/** Where all objects gain or lose pixels at once. Finds them and changes nothing; Painter lays ink there. */
import { twoNearestObjects } from '../twoNearestObjects';
import { erodedRows } from './erodedRows';
import { objectKeys } from './objectKeys';
import { isFree, type PaintMap, type Unpainted } from './paintMap';
import { SpanList } from './spanList';

/** Rows that are looked at together: memory follows them, not the image. */
const ROWS = 256;

/**
 * Pixels that are nobody's, at most `px` from an object, middle to middle: the nearest one's, of which the span's source
 * is a pixel. Of objects equally near it is always the same one.
 */
export function allGrownSpans(map: PaintMap, unpainted: Unpainted, px: number): SpanList {
  const { width, height, classes } = map;
  const reach = Math.ceil(px);
  const found = new SpanList();
  for (let from = 0; from < height; from += ROWS) {
    const end = Math.min(height, from + ROWS);
    const [top, bottom] = [Math.max(0, from - reach), Math.min(height, end + reach)];
    twoNearestObjects(
      marked(classes.subarray(top * width, bottom * width)),
      width,
      bottom - top,
      ({ y, nearestSquare, nearestSite }) => {
        if (top + y < from || top + y >= end) return;
        const gains = (x: number) =>
          (nearestSquare[x] ?? 0) <= px * px && isFree(map, unpainted, (top + y) * width + x);
        addRow(map, top + y, gains, (x) => top * width + (nearestSite[x] ?? 0), found);
      },
    );
  }
  return found;
}

/** 1 for every object: which of them is the second nearest is not asked. */
function marked(classes: Uint8Array): Uint32Array<ArrayBuffer> {
  const ids = new Uint32Array(classes.length);
  for (let i = 0; i < ids.length; i++) if (classes[i] !== 0) ids[i] = 1;
  return ids;
}

/** Stretches of the row whose pixels gain the same object. */
function addRow(
  { width, classes, instances }: PaintMap,
  y: number,
  gains: (x: number) => boolean,
  sourceOf: (x: number) => number,
  found: SpanList,
): void {
  for (let x = 0; x < width; x++) {
    if (!gains(x)) continue;
    const [from, source] = [x, sourceOf(x)];
    const isSame = (other: number) =>
      classes[other] === classes[source] && instances[other] === instances[source];
    while (x + 1 < width && gains(x + 1) && isSame(sourceOf(x + 1))) x += 1;
    found.add(y, from, x, source);
  }
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
