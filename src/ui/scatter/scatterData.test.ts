import { describe, expect, it } from 'vitest';
import { axisRange, pointAt, rangeBetween, scatterColumns } from './scatterData';

const point = (key: number, x: number, y: number, group = 0) => ({ key, x, y, group });

describe('scatterColumns', () => {
  it('sorts by x and keeps each group in a column of its own', () => {
    const points = [point(1, 5, 50, 1), point(2, 3, 30), point(3, 5, 51)];
    expect(scatterColumns(points, 2)).toEqual({
      xs: [3, 5, 5],
      groups: [
        [30, null, 51],
        [null, 50, null],
      ],
    });
  });
});

describe('pointAt', () => {
  const toPx = { x: (value: number) => 10 * value, y: (value: number) => 100 - 10 * value };
  const points = [point(1, 1, 1), point(2, 2, 2)];
  it('is the nearest one within reach', () => {
    expect(pointAt(points, { left: 14, top: 86 }, toPx, 10)?.key).toBe(1);
    expect(pointAt(points, { left: 17, top: 83 }, toPx, 10)?.key).toBe(2);
    expect(pointAt(points, { left: 40, top: 40 }, toPx, 10)).toBeNull();
  });
});

describe('axisRange', () => {
  it('leaves room around all values, also where there is only one, or none', () => {
    expect(axisRange(0, 100)).toEqual([-4, 104]);
    expect(axisRange(5, 5)).toEqual([4.8, 5.2]);
    expect(axisRange(0, 0)).toEqual([-0.04, 0.04]);
    expect(axisRange(null, null)).toEqual([0, 1]);
  });
});

it('turns a range round where it was drawn backwards', () => {
  expect([rangeBetween(1, 2), rangeBetween(2, 1)]).toEqual([
    { low: 1, high: 2 },
    { low: 1, high: 2 },
  ]);
});
