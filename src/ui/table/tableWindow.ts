/** Which rows of a long table are made, and where keys go in it. Pure; DataTable draws. */

/** CSS px, of rows and of the head. */
export const ROW_HEIGHT = 24;

/** Rows made beyond either edge of what is seen, so that scrolling shows no gap. */
const BEYOND = 8;

/** First row that is made, and the one after the last. `top` and `height` of the part that is seen, CSS px. */
export function madeRows(top: number, height: number, count: number): { first: number; end: number } {
  const first = Math.max(0, Math.min(count, Math.floor(top / ROW_HEIGHT)) - BEYOND);
  const end = Math.min(count, Math.ceil((top + height) / ROW_HEIGHT) + BEYOND);
  return { first, end: Math.max(first, end) };
}

/** Where a part that starts at `top` has to be scrolled to so that the row is in it: as little as can be. */
export function scrolledTo(row: number, top: number, height: number): number {
  const start = row * ROW_HEIGHT;
  if (start < top) return start;
  return Math.max(top, start + ROW_HEIGHT - height);
}

/** The row that a key leads to from row `at` (-1 for none) of `count`; null where the key is not the table's. */
export function rowAfterKey(key: string, at: number, count: number, page: number): number | null {
  const target = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? count - 1 : at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  }[key];
  if (target === undefined || count === 0) return null;
  return Math.max(0, Math.min(count - 1, target));
}
