/** Layout of equal squares in a box. Pure. */

/** Side of each square, px, and how many stand in a row, so that `count` squares are as large as they can be. */
export function gridOfSquares(
  count: number,
  width: number,
  height: number,
  gap: number,
): { readonly columns: number; readonly side: number } {
  let best = { columns: 1, side: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const across = (width - gap * (columns - 1)) / columns;
    const down = (height - gap * (rows - 1)) / rows;
    const side = Math.floor(Math.max(0, Math.min(across, down)));
    if (side > best.side) best = { columns, side };
  }
  return best;
}
