/** An id image as runs: what measures of whole rows of an object need, far fewer than pixels. */

/** Calls `visit` for each row's longest stretches [start, end) of one id that is not 0, by rows, then by columns. */
export function forEachRun(
  ids: Uint32Array,
  width: number,
  visit: (id: number, y: number, start: number, end: number) => void,
): void {
  for (let y = 0, row = 0; row < ids.length; y++, row += width) {
    for (let x = 0; x < width; ) {
      const id = ids[row + x] ?? 0;
      const start = x;
      x += 1;
      while (x < width && ids[row + x] === id) x += 1;
      if (id !== 0) visit(id, y, start, x);
    }
  }
}
