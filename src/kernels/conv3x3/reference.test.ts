import { expect, test } from 'vitest';
import { finiteDifferences } from '../../testing/finiteDifferences';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import {
  biasGradientReference,
  convFilterGradientReference,
  convInputGradientReference,
  convReference,
  outputLength,
} from './reference';

test.each([0, 1] as const)('the reference gradients are those of finite differences, pad %i', (pad) => {
  const shape = { batch: 2, height: 4, width: 5, inputs: 2, outputs: 3, pad };
  const x = randomNumbers(2 * 4 * 5 * 2, 1);
  const w = randomNumbers(9 * 2 * 3, 2);
  const bias = randomNumbers(3, 3);
  const dy = randomNumbers(outputLength(shape), 4);
  const loss = () => convReference(shape, x, w, bias).reduce((sum, y, i) => sum + y * (dy[i] ?? 0), 0);
  const check = (analytic: Float64Array, numeric: number[]) =>
    expect(relativeError(analytic, numeric)).toBeLessThan(1e-8);
  check(convInputGradientReference(shape, w, dy), finiteDifferences(loss, x));
  check(convFilterGradientReference(shape, x, dy), finiteDifferences(loss, w));
  check(biasGradientReference(dy, 3), finiteDifferences(loss, bias));
});

test('a kernel that is 1 in its centre gives its input back', () => {
  const shape = { batch: 1, height: 3, width: 3, inputs: 1, outputs: 1, pad: 1 as const };
  const x = randomNumbers(9, 5);
  const w = [0, 0, 0, 0, 1, 0, 0, 0, 0];
  expect([...convReference(shape, x, w, [0])]).toEqual(x);
});
