/** What objects gain at their edges, all at once, exactly and in time that follows what is near to one. Used by allGrownSpans. */

/** The pixel at `x` of row `y` is nearest to the object's pixel at the place `source`. */
type GainVisitor = (y: number, x: number, source: number) => void;

/**
 * Visits, row by row and from left to right, the pixels of rows `from` to `to`, both included, that are of class 0 and
 * whose middle is at most `px` from that of one of another class; of pixels equally near the source is always the same
 * one. `classes` [height, width]: give rows as far around as `px` reaches.
 */
export function grownRows(
  classes: Uint8Array,
  width: number,
  px: number,
  from: number,
  to: number,
  visit: GainVisitor,
): void {
  const reach = Math.floor(px);
  const offsets = offsetsInColumns(classes, width, reach);
  // How far along the row a pixel reaches, by how far in its column the object is; -1 where it is too far.
  const reaches = Int32Array.from({ length: reach + 2 }, (_, across) =>
    across > px ? -1 : Math.floor(Math.sqrt(px * px - across * across)),
  );
  const isNear = new Uint8Array(width);
  for (let y = from; y <= to; y++) {
    const row = offsets.subarray(y * width, (y + 1) * width);
    markNear(row, reaches, isNear);
    for (let x = 0; x < width; x++) {
      if (isNear[x] === 0 || row[x] === 0) continue;
      const column = nearestColumn(row, x, reach);
      visit(y, x, (y + (row[column] ?? 0)) * width + column);
    }
  }
}

function markNear(row: Int16Array, reaches: Int32Array, isNear: Uint8Array): void {
  isNear.fill(0);
  const reachOf = (x: number) => reaches[Math.abs(row[x] ?? 0)] ?? -1;
  for (let x = 0, until = -1; x < row.length; x++) {
    const reached = reachOf(x);
    if (reached >= 0 && x + reached > until) until = x + reached;
    if (x <= until) isNear[x] = 1;
  }
  for (let x = row.length - 1, since = row.length; x >= 0; x--) {
    const reached = reachOf(x);
    if (reached >= 0 && x - reached < since) since = x - reached;
    if (x >= since) isNear[x] = 1;
  }
}

/** The column whose object is nearest, the leftmost of equals. */
function nearestColumn(row: Int16Array, x: number, reach: number): number {
  let [best, least] = [x, Number.POSITIVE_INFINITY];
  const end = Math.min(row.length - 1, x + reach);
  for (let column = Math.max(0, x - reach); column <= end; column++) {
    const across = row[column] ?? 0;
    const square = (column - x) * (column - x) + across * across;
    if (Math.abs(across) <= reach && square < least) [best, least] = [column, square];
  }
  return best;
}

/** [height, width]: rows to the nearest pixel of an object in the column, above where negative; `reach` + 1 where it is further. */
function offsetsInColumns(classes: Uint8Array, width: number, reach: number): Int16Array<ArrayBuffer> {
  const far = reach + 1;
  const offsets = new Int16Array(classes.length).fill(far);
  for (let i = 0; i < classes.length; i++) {
    if (classes[i] !== 0) offsets[i] = 0;
    else if (i >= width) {
      const above = offsets[i - width] ?? far;
      if (above <= 0 && 1 - above <= reach) offsets[i] = above - 1;
    }
  }
  for (let i = classes.length - width - 1; i >= 0; i--) {
    const below = offsets[i + width] ?? far;
    if (below >= 0 && below + 1 < Math.abs(offsets[i] ?? 0)) offsets[i] = below + 1;
  }
  return offsets;
}
