import { expect, test } from 'vitest';
import { finiteDifferences } from '../../testing/finiteDifferences';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { activateNumber } from '../activationNumber';
import { poolForward } from './poolForward';
import { poolBackwardReference, poolReference } from './reference';

const shape = { batch: 2, height: 4, width: 6, channels: 3 };
const region = { cropY: 1, cropX: 2, height: 2, width: 3 };
const activation = { kind: 'leaky', slope: 0.1 } as const;

test('the reference gradient of pool, cropped skip and activation is the finite difference', () => {
  const z = randomNumbers(2 * 4 * 6 * 3, 1);
  const poolWeights = randomNumbers(2 * 2 * 3 * 3, 2);
  const skipWeights = randomNumbers(2 * 2 * 3 * 3, 3);
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);
  const loss = () => {
    const h = z.map((value) => activateNumber(activation, value));
    return dot(poolReference(shape, h).y, poolWeights) + dot(cropped(h), skipWeights);
  };
  const { from } = poolReference(
    shape,
    z.map((value) => activateNumber(activation, value)),
  );
  const gradient = poolBackwardReference(
    shape,
    poolWeights,
    from,
    { region, gradient: skipWeights },
    { activation, z },
  );
  expect(relativeError(gradient, finiteDifferences(loss, z))).toBeLessThan(1e-7);
});

function cropped(h: readonly number[]): number[] {
  return h.filter((_, i) => {
    const x = Math.floor(i / 3) % 6;
    const y = Math.floor(i / 18) % 4;
    return y >= 1 && y < 3 && x >= 2 && x < 5;
  });
}

test('the first of equal maxima wins', () => {
  const { y, from } = poolReference({ batch: 1, height: 2, width: 4, channels: 1 }, [0, 0, 1, 2, 0, 0, 2, 2]);
  expect(y).toEqual([0, 2]);
  expect(from).toEqual([0, 3]);
});

test('an odd size is refused', () => {
  const onLoad = { kind: 'none' } as const;
  expect(() => poolForward({ batch: 1, height: 3, width: 4, channels: 1, onLoad })).toThrow(
    'cannot be pooled',
  );
});
