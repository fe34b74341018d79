import { expect, test } from 'vitest';
import { finiteDifferences } from '../../testing/finiteDifferences';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { conv1x1FilterGradientReference, conv1x1InputGradientReference, conv1x1Reference } from './reference';

test('the reference gradients are those of finite differences', () => {
  const shape = { inputs: 5, outputs: 3 };
  const x = randomNumbers(6 * 5, 1);
  const w = randomNumbers(5 * 3, 2);
  const dy = randomNumbers(6 * 3, 3);
  const loss = () =>
    conv1x1Reference(shape, x, w, [0, 0, 0]).reduce((sum, y, i) => sum + y * (dy[i] ?? 0), 0);
  const dx = conv1x1InputGradientReference(shape, w, dy);
  const dw = conv1x1FilterGradientReference(shape, x, dy);
  expect(relativeError(dx, finiteDifferences(loss, x))).toBeLessThan(1e-8);
  expect(relativeError(dw, finiteDifferences(loss, w))).toBeLessThan(1e-8);
});
