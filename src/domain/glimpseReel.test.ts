import { expect, test } from 'vitest';
import { type GlimpseReel, glimpseAt, REEL_LIMITS, withGlimpse } from './glimpseReel';
import type { Glimpse } from './trainEvents';

function glimpse(step: number, side = 1): Glimpse {
  return { step, imageId: 'a', x: 0, y: 0, width: side, height: side, labels: new Uint8Array(side * side) };
}

function reelOf(count: number, side?: number): GlimpseReel {
  let reel: GlimpseReel = [];
  for (let step = 1; step <= count; step++) reel = withGlimpse(reel, glimpse(step, side));
  return reel;
}

test('a long run keeps glimpses spread over all of it', () => {
  const reel = reelOf(3000);
  expect(reel.length).toBeLessThanOrEqual(REEL_LIMITS.count);
  expect(reel.length).toBeGreaterThan(REEL_LIMITS.count / 3);
  expect([reel[0]?.step, reel.at(-1)?.step]).toEqual([1, 3000]);
  const gaps = reel.slice(1).map(({ step }, index) => step - (reel[index]?.step ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(3000 / (REEL_LIMITS.count / 3));
});

test('large glimpses are fewer', () => {
  const bytes = reelOf(40, 2048).reduce((sum, { labels }) => sum + labels.byteLength, 0);
  expect(bytes).toBeLessThanOrEqual(REEL_LIMITS.bytes);
});

test('one of a step that is made anew takes the place of those after it', () => {
  expect(withGlimpse(reelOf(10), glimpse(4)).map(({ step }) => step)).toEqual([1, 2, 3, 4]);
});

test('any moment has the glimpse that was current then', () => {
  const reel = [glimpse(10), glimpse(20)];
  expect([5, 10, 19, 20, 99].map((step) => glimpseAt(reel, step)?.step)).toEqual([10, 10, 10, 20, 20]);
  expect(glimpseAt([], 5)).toBeNull();
});
