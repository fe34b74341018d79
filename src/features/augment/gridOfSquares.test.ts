import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridOfSquares } from './gridOfSquares';

describe('gridOfSquares', () => {
  it.each([
    [12, 400, 300, 0, 4, 100],
    [12, 300, 400, 0, 3, 100],
    [12, 1200, 100, 0, 12, 100],
    [1, 50, 80, 8, 1, 50],
  ])(
    '%i squares in %i x %i with gap %i stand in %i columns of %i px',
    (count, width, height, gap, columns, side) =>
      expect(gridOfSquares(count, width, height, gap)).toEqual({ columns, side }),
  );

  it('always fits its box', () => {
    const size = fc.integer({ min: 1, max: 3000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), size, size, (count, width, height) => {
        const { columns, side } = gridOfSquares(count, width, height, 8);
        const rows = Math.ceil(count / columns);
        if (side === 0) return;
        expect(columns * side + 8 * (columns - 1)).toBeLessThanOrEqual(width);
        expect(rows * side + 8 * (rows - 1)).toBeLessThanOrEqual(height);
      }),
    );
  });
});
