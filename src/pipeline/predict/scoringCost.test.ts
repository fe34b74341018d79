import { expect, it } from 'vitest';
import { tinySpec } from '../../testing/tinySpec';
import { scoringCost } from './scoringCost';

const SPEC = tinySpec();
/** What a tile needs around its core, px a side: the reach of four convolutions and two on the coarser grid, on a grid of 2. */
const MARGIN = 10;

const images = (count: number, side: number) =>
  Array.from({ length: count }, () => ({ image: { width: side, height: side } }));

it('is the ratio of what the network is shown, margins included, with the measures', () => {
  const whole = 4 * (256 + 2 * MARGIN) ** 2;
  const tile = (128 + 2 * MARGIN) ** 2;
  expect(scoringCost(SPEC, images(1, 512), 64)).toBeCloseTo((1.5 * whole) / (4 * tile));
  expect(scoringCost(SPEC, images(2, 512), 64)).toBeCloseTo((1.5 * whole) / (2 * tile));
});

it('counts the larger, overlapping tiles where there is a norm', () => {
  const normed = tinySpec({ norm: 'instance' });
  // Tiles of eight times the trained side, in steps of half of it from a quarter outside the image: three each way.
  const whole = 9 * (8 * 64) ** 2;
  expect(scoringCost(normed, images(1, 720), 64)).toBeCloseTo((1.5 * whole) / (4 * (128 + 2 * MARGIN) ** 2));
});

it('is no less than 1, also where nothing is held out', () => {
  expect([scoringCost(SPEC, [], 64), scoringCost(SPEC, images(1, 20), 64)]).toEqual([1, 1.5]);
});

it('grows with the number of images', () => {
  const of = (count: number) => scoringCost(SPEC, images(count, 256), 64);
  expect(of(40)).toBeGreaterThan(of(10));
});
