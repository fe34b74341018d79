import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from './column';
import { columnRange, filteredRows, nextSort, sortedRows } from './tableRows';

interface Row {
  readonly id: number;
  readonly size: number | null;
  readonly name: string;
}

const column = (key: keyof Row): Column<Row> => ({
  key,
  title: key,
  unit: '',
  hint: '',
  width: 80,
  value: (row) => row[key],
  format: (row) => String(row[key]),
});

const COLUMNS = [column('id'), column('size'), column('name')];

const anyRows = fc
  .array(fc.record({ size: fc.option(fc.integer({ min: 0, max: 9 })), name: fc.string() }))
  .map((list) => list.map((row, id) => ({ ...row, id })));

describe('sortedRows', () => {
  it('orders by value, keeps equal rows in order, and puts rows without a value last, whichever way', () => {
    fc.assert(
      fc.property(anyRows, fc.boolean(), (rows, descending) => {
        const sorted = sortedRows(rows, COLUMNS, { column: 'size', descending });
        expect(sorted.toSorted((a, b) => a.id - b.id)).toEqual(rows);
        for (const [index, row] of sorted.entries()) {
          const next = sorted[index + 1];
          if (!next) continue;
          if (row.size === next.size) expect(row.id).toBeLessThan(next.id);
          else if (row.size === null) expect(next.size).toBeNull();
          else if (next.size !== null) expect(row.size < next.size).toBe(!descending);
        }
      }),
    );
  });

  it('orders names as people do, and leaves rows alone without a column to sort by', () => {
    const rows = ['b10', 'b9', 'a'].map((name, id) => ({ id, size: null, name }));
    const names = sortedRows(rows, COLUMNS, { column: 'name', descending: false }).map(({ name }) => name);
    expect(names).toEqual(['a', 'b9', 'b10']);
    expect(sortedRows(rows, COLUMNS, { column: 'gone', descending: true })).toBe(rows);
    expect(sortedRows(rows, COLUMNS, null)).toBe(rows);
  });
});

describe('filteredRows', () => {
  it('keeps what is within every range, ends included, and nothing without a value', () => {
    fc.assert(
      fc.property(anyRows, fc.nat(9), fc.nat(9), (rows, low, high) => {
        const kept = filteredRows(rows, COLUMNS, { size: { low, high }, id: { low: 1, high: 5 } });
        const expected = rows.filter(
          ({ id, size }) => id >= 1 && id <= 5 && size !== null && low <= size && size <= high,
        );
        expect(kept).toEqual(expected);
      }),
    );
  });

  it('does not mind a filter of a column that is not shown', () => {
    const rows = [{ id: 1, size: 2, name: '' }];
    expect(filteredRows(rows, COLUMNS, { error: { low: 1, high: 1 } })).toBe(rows);
  });
});

describe('nextSort', () => {
  it('goes upwards, downwards, and back to none', () => {
    const up = nextSort(null, 'size');
    const down = nextSort(up, 'size');
    expect([up, down, nextSort(down, 'size')]).toEqual([
      { column: 'size', descending: false },
      { column: 'size', descending: true },
      null,
    ]);
    expect(nextSort(down, 'id')).toEqual({ column: 'id', descending: false });
  });
});

describe('columnRange', () => {
  it('is that of the rows that have a number', () => {
    const rows = [3, null, 1].map((size, id) => ({ id, size, name: '' }));
    expect(columnRange(rows, column('size'))).toEqual({ low: 1, high: 3 });
    expect(columnRange(rows, column('name'))).toBeNull();
  });
});
