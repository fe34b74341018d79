import { expect, test } from 'vitest';
import { finiteDifferences } from '../../testing/finiteDifferences';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { upconvFilterGradientReference, upconvInputGradientReference, upconvReference } from './reference';

const SHAPE = { batch: 2, height: 2, width: 3, inputs: 3, outputs: 2 };

test('the reference gradients are those of finite differences', () => {
  const x = randomNumbers(2 * 2 * 3 * 3, 1);
  const w = randomNumbers(4 * 3 * 2, 2);
  const dy = randomNumbers(2 * 4 * 6 * 2, 3);
  const loss = () => upconvReference(SHAPE, x, w, [0, 0]).reduce((sum, y, i) => sum + y * (dy[i] ?? 0), 0);
  const dx = upconvInputGradientReference(SHAPE, w, dy);
  const dw = upconvFilterGradientReference(SHAPE, x, dy);
  expect(relativeError(dx, finiteDifferences(loss, x))).toBeLessThan(1e-8);
  expect(relativeError(dw, finiteDifferences(loss, w))).toBeLessThan(1e-8);
});

test('ones repeat every pixel in a 2x2 block', () => {
  const shape = { batch: 1, height: 1, width: 2, inputs: 1, outputs: 1 };
  expect([...upconvReference(shape, [5, 7], [1, 1, 1, 1], [0.5])]).toEqual([
    5.5, 5.5, 7.5, 7.5, 5.5, 5.5, 7.5, 7.5,
  ]);
});
