import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mirrorIndex, mirrorOffsets, reflect } from './mirror';

/** Walks one pixel at a time and turns round at the ends: the definition, without arithmetic. */
function walkedIndex(i: number, n: number): number {
  let at = 0;
  let direction = Math.sign(i);
  for (let k = 0; k < Math.abs(i); k++) {
    if (n === 1) return 0;
    if (at + direction < 0 || at + direction >= n) direction = -direction;
    at += direction;
  }
  return at;
}

const index = fc.integer({ min: -60, max: 60 });
const size = fc.integer({ min: 1, max: 20 });

describe('mirrorIndex', () => {
  test('reflects without repeating the edge pixel', () => {
    const around = Array.from({ length: 11 }, (_, k) => mirrorIndex(k - 4, 3));
    expect(around).toEqual([0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2]);
  });

  test('a single pixel stands for everything', () => {
    expect([-5, -1, 0, 1, 7].map((i) => mirrorIndex(i, 1))).toEqual([0, 0, 0, 0, 0]);
  });

  test('equals a walk that turns round at the ends', () => {
    fc.assert(fc.property(index, size, (i, n) => mirrorIndex(i, n) === walkedIndex(i, n)));
  });

  test('stays inside, keeps inner indices, and is symmetric about both edge pixels', () => {
    fc.assert(
      fc.property(index, size, (i, n) => {
        const at = mirrorIndex(i, n);
        expect(Number.isInteger(at) && at >= 0 && at < n).toBe(true);
        if (i >= 0 && i < n) expect(at).toBe(i);
        expect(mirrorIndex(0 - i, n)).toBe(at);
        expect(mirrorIndex(2 * (n - 1) - i, n)).toBe(at);
      }),
    );
  });

  test('neighbours stay neighbours', () => {
    fc.assert(
      fc.property(index, size, (i, n) => {
        expect(Math.abs(mirrorIndex(i + 1, n) - mirrorIndex(i, n))).toBe(n === 1 ? 0 : 1);
      }),
    );
  });
});

test('mirrorOffsets are mirrored indices times the stride', () => {
  expect([...mirrorOffsets(-2, 6, 3, 10)]).toEqual([20, 10, 0, 10, 20, 10]);
});

describe('reflect', () => {
  test('is mirrorIndex at whole numbers, and a line of slope 1 or -1 between them', () => {
    fc.assert(
      fc.property(index, fc.double({ min: 0, max: 1, noNaN: true }), size, (i, t, n) => {
        expect(reflect(i, n)).toBe(mirrorIndex(i, n));
        const [a, b] = [mirrorIndex(i, n), mirrorIndex(i + 1, n)];
        expect(reflect(i + t, n)).toBeCloseTo(a + t * (b - a), 9);
      }),
    );
  });
});
