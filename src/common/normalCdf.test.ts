import { expect, test } from 'vitest';
import { normalCdf } from './normalCdf';

test('equals the density summed up, by the midpoint rule', () => {
  const step = 1e-3;
  let sum = 0;
  for (let i = -8000; i < 5000; i++) {
    const low = i * step;
    if (i % 500 === 0) expect(Math.abs(normalCdf(low) - sum)).toBeLessThan(3e-7);
    sum += (step * Math.exp(-((low + step / 2) ** 2) / 2)) / Math.sqrt(2 * Math.PI);
  }
});

test('both sides add up to 1', () => {
  for (const z of [0, 0.3, 1.7, 6, 40]) expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 12);
});
