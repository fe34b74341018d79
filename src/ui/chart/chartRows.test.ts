import { expect, test } from 'vitest';
import { chartRows, thinnedRows, valueAt } from './chartRows';

const line = (...pairs: [number, number | null][]) => ({
  points: pairs.map(([step, value]) => ({ step, value })),
});

test('lines over different steps stand over one axis', () => {
  const rows = chartRows([line([1, 0.9], [3, 0.5]), line([2, 7], [3, Number.NaN])]);
  expect(rows).toEqual({
    steps: [1, 2, 3],
    columns: [
      [0.9, null, 0.5],
      [null, 7, null],
    ],
  });
  expect(chartRows([])).toEqual({ steps: [], columns: [] });
});

test('a value is the last one that was known', () => {
  expect([0, 1, 2, 9].map((row) => valueAt([null, 4, null], row))).toEqual([null, 4, 4, 4]);
});

test('a long table keeps its last row and every row of the columns that matter', () => {
  const steps = Array.from({ length: 1000 }, (_, index) => index + 1);
  const rows = chartRows([
    line(...steps.map((step): [number, number] => [step, step])),
    line([37, 1], [504, 2]),
  ]);
  const thin = thinnedRows(rows, 50, [1]);
  expect(thin.steps.length).toBeLessThanOrEqual(52);
  expect(thin.steps).toEqual(expect.arrayContaining([37, 504, 1000]));
  expect(thin.columns[0]).toEqual(thin.steps);
  expect(thinnedRows(rows, 5000, [])).toEqual(rows);
});
