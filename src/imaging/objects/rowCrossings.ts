/** Where the edges of rings cross the middles of rows. Used by shapeSpans and by the painter's polygons. */
import { studioError } from '../../common/errors';
import type { FlatRing } from '../../domain/annotations';

/** Most rows that the edges of one polygon may cross, all together: outlines drawn by hand cross some thousands. */
const MOST_CROSSINGS = 2 ** 26;

/** Which edges count: those on which y grows from each corner to the next, those on which it shrinks, or both. */
export type EdgeChoice = 'down' | 'up' | 'all';

export interface RowCrossings {
  /** The first row that is crossed. */
  readonly first: number;
  /** Crossings of row `first + r` begin here and end where those of the next row begin. One more than rows. */
  readonly starts: Int32Array<ArrayBuffer>;
  /** x of each crossing, in no order within its row. */
  readonly crossings: Float64Array<ArrayBuffer>;
}

interface Rows {
  readonly first: number;
  readonly end: number;
}

/** Rows whose middles lie in [from, to), within the image. */
export function rowsBetween(from: number, to: number, height: number): Rows {
  return {
    first: Math.max(0, Math.ceil(from - 0.5)),
    end: Math.min(height, Math.ceil(to - 0.5)),
  };
}

/** Throws `mask-unreadable` for more than MOST_CROSSINGS of them. */
export function rowCrossings(rings: readonly FlatRing[], height: number, which: EdgeChoice): RowCrossings {
  let [first, end, total] = [height, 0, 0];
  forEachEdge(rings, which, (_, upperY, __, lowerY) => {
    const rows = rowsBetween(upperY, lowerY, height);
    if (rows.end <= rows.first) return;
    first = Math.min(first, rows.first);
    end = Math.max(end, rows.end);
    total += rows.end - rows.first;
  });
  if (total > MOST_CROSSINGS) throw tooIntricate(total);
  const starts = new Int32Array(Math.max(0, end - first) + 1);
  forEachEdge(rings, which, (_, upperY, __, lowerY) => {
    const rows = rowsBetween(upperY, lowerY, height);
    for (let y = rows.first; y < rows.end; y++) starts[y - first + 1] = (starts[y - first + 1] ?? 0) + 1;
  });
  for (let row = 1; row < starts.length; row++) starts[row] = (starts[row] ?? 0) + (starts[row - 1] ?? 0);
  const crossings = new Float64Array(starts.at(-1) ?? 0);
  const places = starts.slice();
  forEachEdge(rings, which, (upperX, upperY, lowerX, lowerY) => {
    const rows = rowsBetween(upperY, lowerY, height);
    for (let y = rows.first; y < rows.end; y++) {
      const place = places[y - first] ?? 0;
      places[y - first] = place + 1;
      crossings[place] = upperX + ((y + 0.5 - upperY) * (lowerX - upperX)) / (lowerY - upperY);
    }
  });
  return { first, starts, crossings };
}

type EdgeVisit = (upperX: number, upperY: number, lowerX: number, lowerY: number) => void;

/** Every edge that is not level, from its upper end to its lower one, whichever way the ring runs. */
function forEachEdge(rings: readonly FlatRing[], which: EdgeChoice, visit: EdgeVisit): void {
  for (const ring of rings) {
    let fromX = ring[ring.length - 2] ?? 0;
    let fromY = ring[ring.length - 1] ?? 0;
    for (let i = 0; i + 1 < ring.length; i += 2) {
      const [toX, toY] = [ring[i] ?? 0, ring[i + 1] ?? 0];
      if (fromY < toY && which !== 'up') visit(fromX, fromY, toX, toY);
      else if (fromY > toY && which !== 'down') visit(toX, toY, fromX, fromY);
      fromX = toX;
      fromY = toY;
    }
  }
}

function tooIntricate(crossings: number) {
  const message = `An outline crosses ${crossings.toLocaleString('en')} rows; up to ${MOST_CROSSINGS.toLocaleString('en')} are drawn.`;
  return studioError('mask-unreadable', message, 'Simplify it in the program that it was drawn with.');
}
