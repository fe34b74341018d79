/**
 * Where one object gains or loses pixels. Finds them and changes nothing; Painter lays ink there. `object` is its spans,
 * at least one; `source` the place of one of its pixels, which the spans that it gains have.
 */
import { squaredDistances } from '../distanceTransform';
import { labelComponents } from '../labelComponents';
import { erodedRows } from './erodedRows';
import { floodRows } from './floodRows';
import { objectWindow, placeInMap, windowRows } from './objectWindow';
import { isFree, type PaintMap, type Unpainted } from './paintMap';
import { SpanList } from './spanList';

/**
 * Pixels that are nobody's, at most `px` from the object, middle to middle, and that hang together with it over such
 * pixels: it does not grow through another object to its far side.
 */
export function grownSpans(
  map: PaintMap,
  unpainted: Unpainted,
  object: SpanList,
  px: number,
  source: number,
): SpanList {
  const window = objectWindow(object, map, Math.ceil(px));
  const { mask, width, height } = window;
  const squares = squaredDistances(mask, width, height);
  const joins = (place: number) =>
    mask[place] === 1 ||
    ((squares[place] ?? 0) <= px * px && isFree(map, unpainted, placeInMap(window, map, place)));
  const grown = new Uint8Array(mask.length);
  const start = mask.indexOf(1);
  floodRows(window, start % width, Math.floor(start / width), joins, true, (y, from, to) => {
    grown.fill(1, y * width + from, y * width + to + 1);
  });
  const found = new SpanList();
  const isNew = (place: number) => grown[place] === 1 && mask[place] === 0;
  windowRows(window, isNew, (y, from, to) => found.add(y, from, to, source));
  return found;
}

/** Pixels of the object at most `px` from one that is not the object's; the image's edge takes nothing. */
export function shrunkSpans(map: PaintMap, object: SpanList, px: number): SpanList {
  const { mask, x, y, width, height } = objectWindow(object, map, 1);
  const found = new SpanList();
  erodedRows(mask, width, px, 0, height - 1, (row, from, to) => found.add(y + row, x + from, x + to));
  return found;
}

/**
 * Pixels that are nobody's and that the object encloses: from them no way over edges leads out. What reaches the image's
 * edge is not enclosed, and other objects in a hole stay.
 */
export function holeSpans(map: PaintMap, unpainted: Unpainted, object: SpanList, source: number): SpanList {
  const window = objectWindow(object, map, 0);
  const { mask, width, height } = window;
  const outside = mask.map((one) => 1 - one);
  const { ids, count } = labelComponents(outside, width, height, 'edges');
  const isOpen = openPieces(ids, width, height, count);
  const found = new SpanList();
  const isHole = (place: number) =>
    isOpen[ids[place] ?? 0] === 0 && isFree(map, unpainted, placeInMap(window, map, place));
  windowRows(window, isHole, (y, from, to) => found.add(y, from, to, source));
  return found;
}

/** By id: 1 for a piece that reaches the window's edge, and for 0, which is none. */
function openPieces(ids: Uint32Array, width: number, height: number, count: number): Uint8Array {
  const isOpen = new Uint8Array(count + 1);
  isOpen[0] = 1;
  for (let x = 0; x < width; x++) {
    isOpen[ids[x] ?? 0] = 1;
    isOpen[ids[(height - 1) * width + x] ?? 0] = 1;
  }
  for (let y = 0; y < height; y++) {
    isOpen[ids[y * width] ?? 0] = 1;
    isOpen[ids[(y + 1) * width - 1] ?? 0] = 1;
  }
  return isOpen;
}
