import { expect, it } from 'vitest';
import type { ChannelHistogram } from '../../domain/intensity';
import { brightnessHistogram } from './brightnessHistogram';

const channel = (low: number, high: number, bins: number[]): ChannelHistogram => ({
  low,
  high,
  bins,
  mean: (low + high) / 2,
  sd: 1,
  window: { low: -1, high: 1 },
});

it('joins channels of other ranges, no value lost', () => {
  const joined = brightnessHistogram([channel(0, 4, [1, 1, 1, 1]), channel(4, 8, [0, 2, 0, 2])], null);
  expect(joined).toMatchObject({ low: 0, high: 8, bins: [2, 2, 2, 2] });
});

it('shows the range that was chosen, or that of nearly all values', () => {
  const one = channel(0, 10, [1, 0, 998, 0, 1]);
  expect(brightnessHistogram([one], { low: 3, high: 4 })?.window).toEqual({ low: 3, high: 4 });
  expect(brightnessHistogram([one], null)?.window).toEqual({ low: 4, high: 6 });
  expect(brightnessHistogram([], null)).toBeNull();
});
