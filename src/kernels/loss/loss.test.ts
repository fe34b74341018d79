import { expect, test } from 'vitest';
import { finiteDifferences } from '../../testing/finiteDifferences';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { DICE_SMOOTHING } from './lossOptions';
import { lossGradientReference, lossReference } from './reference';

const shape = { batch: 1, height: 3, width: 4, classes: 3, smoothing: DICE_SMOOTHING };

for (const [crossEntropy, dice] of [
  [1, 0],
  [0, 1],
  [0.7, 0.4],
] as const) {
  test(`the reference gradient of ${crossEntropy} CE + ${dice} Dice is the finite difference`, () => {
    const options = { ...shape, crossEntropy, dice };
    const logits = randomNumbers(36, 1);
    // Class 2 has no pixel; a third of the pixels count nowhere.
    const labels = Array.from({ length: 12 }, (_, i) => (i * 7) % 2);
    const weights = Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? 0 : 0.5 + i / 10));
    const loss = () => lossReference(options, { logits, labels, weights }).total;
    const gradient = lossGradientReference(options, { logits, labels, weights });
    expect(relativeError(gradient, finiteDifferences(loss, logits))).toBeLessThan(1e-7);
  });
}

test('no weight, no loss and no gradient', () => {
  const options = { ...shape, crossEntropy: 1, dice: 1 };
  const inputs = {
    logits: randomNumbers(36, 1),
    labels: new Array(12).fill(0),
    weights: new Array(12).fill(0),
  };
  expect(lossReference(options, inputs)).toEqual({ total: 0, crossEntropy: 0, dice: 0 });
  expect(lossGradientReference(options, inputs).every((value) => value === 0)).toBe(true);
});

test('a certain and right prediction has no Dice loss; a certain and wrong one loses everything', () => {
  const options = { ...shape, height: 1, width: 2, classes: 2, crossEntropy: 0, dice: 1 };
  const right = { logits: [40, 0, 0, 40], labels: [0, 1], weights: [1, 1] };
  expect(lossReference(options, right).total).toBeCloseTo(0, 12);
  expect(lossReference(options, { ...right, labels: [1, 0] }).total).toBeCloseTo(1, 4);
});
