import { expect, test } from 'vitest';
import { finiteDifferences } from '../../testing/finiteDifferences';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { normBackwardReference, normReference, statisticsReference } from './reference';

test('the reference gradients of norm and activation are the finite differences', () => {
  const shape = { batch: 2, pixels: 15, channels: 3 };
  const activation = { kind: 'leaky', slope: 0.2 } as const;
  const y = randomNumbers(90, 1);
  const gamma = randomNumbers(3, 2);
  const beta = randomNumbers(3, 3);
  const g = randomNumbers(90, 4);
  const loss = () => {
    const out = normReference(shape, y, gamma, beta, activation);
    return out.reduce((sum, value, i) => sum + value * (g[i] ?? 0), 0);
  };
  const { dy, dgamma, dbeta } = normBackwardReference(shape, y, gamma, beta, activation, g);
  expect(relativeError(dy, finiteDifferences(loss, y))).toBeLessThan(1e-7);
  expect(relativeError(dgamma, finiteDifferences(loss, gamma))).toBeLessThan(1e-7);
  expect(relativeError(dbeta, finiteDifferences(loss, beta))).toBeLessThan(1e-7);
});

test('statistics are of one sample and channel', () => {
  const { mean, inverse } = statisticsReference({ batch: 2, pixels: 2, channels: 1 }, [1, 3, 10, 10]);
  expect(mean).toEqual([2, 10]);
  expect(inverse[0]).toBeCloseTo(1, 4);
  expect(inverse[1]).toBeCloseTo(1 / Math.sqrt(1e-5), 6);
});
