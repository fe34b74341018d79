/** Which rows of a table are shown, and in which order. Pure. */
import type { CellValue, Column, TableFilters, TableSort, ValueRange } from './column';

/** In the order of `rows`. A filter of a column that is not there lets every row pass. */
export function filteredRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  filters: TableFilters,
): readonly Row[] {
  const tests = columns.flatMap(({ key, filterKey = key, value }) => {
    const range = filters[filterKey];
    return range ? [{ value, range }] : [];
  });
  if (tests.length === 0) return rows;
  return rows.filter((row) => tests.every(({ value, range }) => isWithin(value(row), range)));
}

function isWithin(value: CellValue, { low, high }: ValueRange): boolean {
  return typeof value === 'number' && value >= low && value <= high;
}

/** Equal rows keep their order, and rows without a value come last. A sort by a column that is not there is none. */
export function sortedRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: TableSort | null,
): readonly Row[] {
  const column = columns.find(({ key }) => key === sort?.column);
  if (!column || sort === null) return rows;
  const sign = sort.descending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, value: column.value(row) }));
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    return sign * compare(a.value, b.value);
  });
  return keyed.map(({ row }) => row);
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

/** After a click on a column's head: upwards, downwards, then as the rows come. */
export function nextSort(sort: TableSort | null, column: string): TableSort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

/** The least and the largest number of a column; null where no row has one. */
export function columnRange<Row>(rows: readonly Row[], { value }: Column<Row>): ValueRange | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const own = value(row);
    if (typeof own !== 'number') continue;
    low = Math.min(low, own);
    high = Math.max(high, own);
  }
  return low <= high ? { low, high } : null;
}
