import { expect, test } from 'vitest';
import { lowerResolution } from './lowerResolution';

function lowered(
  size: number,
  channels: number,
  small: number,
  value: (x: number, y: number, c: number) => number,
) {
  const pixel = (i: number) => Math.floor(i / channels);
  const image = Float32Array.from({ length: size * size * channels }, (_, i) =>
    value(pixel(i) % size, Math.floor(pixel(i) / size), i % channels),
  );
  const before = image.slice();
  lowerResolution(image, size, channels, channels - 1, small, new Float32Array(size * size).fill(Number.NaN));
  return { image, before };
}

test('all pixels kept leave every bit as it is', () => {
  const { image, before } = lowered(13, 2, 13, (x, y, c) => Math.sin(x * 3 + y * 5 + c));
  expect(image).toEqual(before);
});

test('a constant stays, other channels are not touched', () => {
  const { image, before } = lowered(16, 3, 5, (x, y, c) => (c === 2 ? 4 : x * y));
  image.forEach((value, i) => {
    if (i % 3 === 2) expect(value).toBeCloseTo(4, 6);
    else expect(value).toBe(before[i]);
  });
});

test('what is slow stays, what is finer than the pixels left does not', () => {
  const slow = lowered(64, 1, 32, (x, y) => Math.sin(x / 8) + Math.cos(y / 9));
  const worst = slow.image.map((v, i) => Math.abs(v - (slow.before[i] ?? 0)));
  // The nearest of two pixels lies half a pixel off: 1/16 and 1/18 of the waves' slopes.
  const inner = worst.filter((_, i) => i % 64 > 3 && i % 64 < 60 && i > 256 && i < 3840);
  expect(Math.max(...inner)).toBeLessThan(1 / 16 + 1 / 18 + 0.02);
  const fine = lowered(64, 1, 32, (x) => (x % 2 === 0 ? 1 : -1));
  expect(new Set(fine.image.map((v) => Math.round(v * 1e5))).size).toBe(1);
});

test('one pixel stands for all', () => {
  const { image } = lowered(9, 1, 1, (x, y) => 10 * y + x);
  expect([...new Set(image)]).toEqual([44]);
});
