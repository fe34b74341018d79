import { expect, test } from 'vitest';
import { addPutBack, laidOut, SQUARE_SYMMETRIES } from './squareSymmetries';

const SQUARE = Float32Array.of(1, 10, 2, 20, 3, 30, 4, 40);

test('are the eight of the square, written out by hand', () => {
  const laid = SQUARE_SYMMETRIES.map((symmetry) =>
    [...laidOut(SQUARE, 2, 2, symmetry)].filter((v) => v < 10),
  );
  expect(laid).toEqual([
    [1, 2, 3, 4],
    [2, 1, 4, 3],
    [3, 4, 1, 2],
    [4, 3, 2, 1],
    [1, 3, 2, 4],
    [3, 1, 4, 2],
    [2, 4, 1, 3],
    [4, 2, 3, 1],
  ]);
});

test.each(SQUARE_SYMMETRIES)('puts every value back to its place: %o', (symmetry) => {
  const data = Float32Array.from({ length: 5 * 5 * 3 }, (_, at) => at);
  const sums = Float32Array.from(data, (value) => 1000 * value);
  addPutBack(laidOut(data, 5, 3, symmetry), 5, 3, symmetry, 0.5, sums);
  expect([...sums]).toEqual([...data].map((value) => 1000.5 * value));
});
