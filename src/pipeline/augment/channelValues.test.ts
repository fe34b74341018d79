import fc from 'fast-check';
import { expect, test } from 'vitest';
import { channelMean, channelRange, channelStats, curveChannel } from './channelValues';

const images = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 40 });

test('statistics are those of the channel alone', () => {
  fc.assert(
    fc.property(images, (values) => {
      const image = Float32Array.from(values.flatMap((value) => [777, value]));
      const own = Array.from(image).filter((_, i) => i % 2 === 1);
      const mean = own.reduce((a, b) => a + b, 0) / own.length;
      const variance = own.reduce((sum, v) => sum + (v - mean) ** 2, 0) / own.length;
      const stats = channelStats(image, 2, 1);
      expect(stats.min - Math.min(...own)).toBeCloseTo(0, 12);
      expect(stats.max - Math.max(...own)).toBeCloseTo(0, 12);
      expect(stats.mean).toBeCloseTo(mean, 6);
      expect(stats.sd).toBeCloseTo(Math.sqrt(variance), 3);
      expect(channelRange(image, 2, 1)).toEqual({ min: stats.min, max: stats.max });
      expect(channelMean(image, 2, 1)).toBeCloseTo(mean, 6);
    }),
  );
});

test('a far offset does not cost the spread its digits', () => {
  const image = Float32Array.from({ length: 1000 }, (_, i) => 30_000 + (i % 2));
  expect(channelStats(image, 1, 0).sd).toBeCloseTo(0.5, 9);
});

test('a curve is met within its table, both ends exactly', () => {
  const image = Float32Array.from({ length: 1001 }, (_, i) => i / 500 - 1);
  curveChannel(image, 1, 0, { min: -1, max: 1 }, (v) => Math.sin(2 * v));
  image.forEach((value, i) => {
    expect(value).toBeCloseTo(Math.sin(2 * (i / 500 - 1)), 4);
  });
  expect(image[1000]).toBeCloseTo(Math.sin(2), 6);
});
