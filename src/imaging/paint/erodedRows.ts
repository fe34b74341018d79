/** What objects lose at their edges, each by itself, exactly and in time linear in the pixels. Used by ObjectEdits. */
import type { RowVisitor } from './paintMap';

/**
 * Visits the pixels of rows `from` to `to`, both included, whose middle is at most `px` from that of a pixel with
 * another key. `keys` [height, width]: 0 is no object, whose pixels are not visited but are near to others'. What lies
 * beyond the image is near to nothing: give rows as far around as `px` reaches.
 *
 * A pixel of the same row with another key is at a distance along the row; of one in another row the nearest in some
 * column counts, and a column matters as far as the pixels between have the key of the one that asks.
 */
export function erodedRows(
  keys: Uint8Array | Uint32Array,
  width: number,
  px: number,
  from: number,
  to: number,
  visit: RowVisitor,
): void {
  const columns = distancesInColumns(keys, width, Math.floor(px) + 1);
  const isLost = new Uint8Array(width);
  for (let y = from; y <= to; y++) {
    isLost.fill(0);
    const row = { keys: keys.subarray(y * width, (y + 1) * width), columns, start: y * width, px };
    for (let x = 0; x < width; ) {
      const end = endOfRun(row.keys, x);
      if (row.keys[x] !== 0) markLost(row, x, end, isLost);
      x = end;
    }
    visitRuns(isLost, y, visit);
  }
}

interface Row {
  readonly keys: Uint8Array | Uint32Array;
  readonly columns: Uint16Array;
  /** The row's first place in `columns`. */
  readonly start: number;
  readonly px: number;
}

/** Each pixel of the run [from, end) takes with it those beside it that are near enough to what it is near to. */
function markLost({ keys, columns, start, px }: Row, from: number, end: number, isLost: Uint8Array): void {
  const reachOf = (x: number) => {
    const across = columns[start + x] ?? 0;
    return across > px ? -1 : Math.floor(Math.sqrt(px * px - across * across));
  };
  let until = from > 0 ? from - 1 + Math.floor(px) : -1;
  for (let x = from; x < end; x++) {
    const reach = reachOf(x);
    if (reach >= 0) until = Math.max(until, x + reach);
    if (x <= until) isLost[x] = 1;
  }
  let since = end < keys.length ? end - Math.floor(px) : keys.length;
  for (let x = end - 1; x >= from; x--) {
    const reach = reachOf(x);
    if (reach >= 0) since = Math.min(since, x - reach);
    if (x >= since) isLost[x] = 1;
  }
}

/** [height, width], px to the nearest pixel of the column with another key, up or down; `most` where that is further. */
function distancesInColumns(
  keys: Uint8Array | Uint32Array,
  width: number,
  most: number,
): Uint16Array<ArrayBuffer> {
  const distances = new Uint16Array(keys.length).fill(most);
  for (let i = width; i < keys.length; i++) {
    distances[i] = keys[i] === keys[i - width] ? Math.min(most, (distances[i - width] ?? 0) + 1) : 1;
  }
  for (let i = keys.length - width - 1; i >= 0; i--) {
    const below = keys[i] === keys[i + width] ? (distances[i + width] ?? 0) + 1 : 1;
    distances[i] = Math.min(distances[i] ?? 0, below);
  }
  return distances;
}

function endOfRun(keys: Uint8Array | Uint32Array, from: number): number {
  let end = from + 1;
  while (end < keys.length && keys[end] === keys[from]) end += 1;
  return end;
}

function visitRuns(isLost: Uint8Array, y: number, visit: RowVisitor): void {
  for (let x = 0; x < isLost.length; ) {
    const end = endOfRun(isLost, x);
    if (isLost[x] === 1) visit(y, x, end - 1);
    x = end;
  }
}
