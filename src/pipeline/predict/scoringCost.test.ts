import { expect, it } from 'vitest';
import { scoringCost } from './scoringCost';

const images = (count: number, side: number) =>
  Array.from({ length: count }, () => ({ image: { width: side, height: side } }));

it('is the ratio of all pixels to those of a validation, with the measures', () => {
  expect(scoringCost(images(1, 512))).toBeCloseTo((1.5 * 512 ** 2) / (4 * 128 ** 2));
  expect(scoringCost(images(2, 512))).toBeCloseTo((1.5 * 512 ** 2) / (2 * 128 ** 2));
});

it('is no less than 1, also where nothing is held out', () => {
  expect([scoringCost([]), scoringCost(images(1, 20))]).toEqual([1, 1.5]);
});

it('grows with the number of images', () => {
  expect(scoringCost(images(40, 256))).toBeGreaterThan(scoringCost(images(10, 256)));
});
