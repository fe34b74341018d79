import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gaussianBlur, gaussianKernel } from './gaussianBlur';
import { mirrorIndex } from './mirror';

const sigma = fc.double({ min: 0.2, max: 3, noNaN: true });

function blurred(values: readonly number[], size: number, channels: number, channel: number, sd: number) {
  const image = Float32Array.from(values);
  gaussianBlur(image, size, channels, channel, sd, new Float32Array(size * size).fill(Number.NaN));
  return image;
}

test('equals the sum over the whole neighbourhood, mirrored, and touches one channel only', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), sigma, (size, sd) => {
      const values = Array.from({ length: size * size * 2 }, (_, i) =>
        Math.fround(((i * 7919) % 101) / 10 - 5),
      );
      const out = blurred(values, size, 2, 1, sd);
      const kernel = gaussianKernel(sd);
      const weight = (k: number) => kernel[Math.abs(k)] ?? 0;
      const reach = kernel.length - 1;
      for (let i = 0; i < size * size; i++) {
        let sum = 0;
        for (let dy = -reach; dy <= reach; dy++) {
          for (let dx = -reach; dx <= reach; dx++) {
            const x = mirrorIndex((i % size) + dx, size);
            const y = mirrorIndex(Math.floor(i / size) + dy, size);
            sum += weight(dx) * weight(dy) * (values[(y * size + x) * 2 + 1] ?? 0);
          }
        }
        expect(out[2 * i + 1]).toBeCloseTo(sum, 4);
        expect(out[2 * i]).toBe(values[2 * i]);
      }
    }),
    { numRuns: 40 },
  );
});

test('a point spreads by the variance that was asked for, and its mass stays', () => {
  const size = 41;
  for (const sd of [0.8, 1.5, 3]) {
    const values = new Array<number>(size * size).fill(0);
    values[20 * size + 20] = 1;
    const out = blurred(values, size, 1, 0, sd);
    const mass = out.reduce((a, b) => a + b, 0);
    const variance = out.reduce((sum, v, i) => sum + v * ((i % size) - 20) ** 2, 0);
    expect(mass).toBeCloseTo(1, 5);
    // Cut at three deviations, a Gaussian keeps 97.3 % of its variance.
    expect(variance / sd ** 2).toBeGreaterThan(0.95);
    expect(variance / sd ** 2).toBeLessThan(1.03);
  }
});

test('a deviation near 0 leaves every bit as it is', () => {
  const values = [1, 2, 3, 4];
  for (const sd of [0, 5e-324, 0.05]) expect([...blurred(values, 2, 1, 0, sd)]).toEqual(values);
});
