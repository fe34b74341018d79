import { expect, test } from 'vitest';
import { timedKernels } from './timedKernels';

test('names each shape with its winner and how far the next one is, the dearest first', () => {
  const times = { light: { a: 1 }, none: {}, heavy: { a: 6, b: 4, c: 5 } };
  expect(timedKernels(times)).toEqual([
    { shape: 'heavy', tile: 'b', ms: 4, runnerUp: 1.25 },
    { shape: 'light', tile: 'a', ms: 1, runnerUp: null },
  ]);
});
