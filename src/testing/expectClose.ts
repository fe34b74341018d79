/** Compares arrays of numbers with a reference. Called by tests of kernels, networks and image maths. */
import { expect } from 'vitest';

export interface Tolerance {
  /** Allowed difference whatever the size of the number. */
  readonly absolute: number;
  /** Allowed difference as a share of the expected number's size; 0 where left out. */
  readonly relative?: number;
}

/** Fails unless |actual - expected| <= absolute + relative * |expected| everywhere; names the worst element. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: Tolerance,
): void {
  expect(actual.length, 'number of elements').toBe(expected.length);
  let worst = { index: -1, excess: 0 };
  for (let index = 0; index < expected.length; index++) {
    const excess = excessOf(actual[index], expected[index], tolerance);
    if (excess > worst.excess) worst = { index, excess };
  }
  if (worst.index < 0) return;
  const [is, wanted] = [actual[worst.index], expected[worst.index]];
  expect.fail(`element ${worst.index} of ${expected.length} differs most: ${is} instead of ${wanted}`);
}

/** By how much the difference is above what is allowed; NaN agrees with NaN only. */
function excessOf(actual = 0, expected = 0, { absolute, relative = 0 }: Tolerance): number {
  if (Object.is(actual, expected)) return 0;
  const excess = Math.abs(actual - expected) - (absolute + relative * Math.abs(expected));
  return Number.isNaN(excess) ? Number.POSITIVE_INFINITY : excess;
}
