/**
 * What is known of the finite values of one channel: range, mean, deviation and percentiles, all exact. By counting
 * levels for 8 and 16 bits, by passes over the pixels for the rest. Called by normalise and histograms.
 */
import type { Raster, SampleType } from '../../domain/raster';
import { orderStatistic } from './orderStatistic';

export interface ChannelValues {
  /** Values that are finite; where there are none, everything below is 0. */
  readonly count: number;
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  /** Of the whole population, not of a sample. */
  readonly sd: number;
  /** The value of percentile `percent`, 0..100, linear between neighbouring ranks, as numpy's default is. */
  percentile(percent: number): number;
}

/** The levels that counting is used for: their number, and the lowest. */
const LEVELS: Partial<Record<SampleType, readonly [count: number, lowest: number]>> = {
  uint8: [1 << 8, 0],
  int8: [1 << 8, -(1 << 7)],
  uint16: [1 << 16, 0],
  int16: [1 << 16, -(1 << 15)],
};

/** `channel` counts from 0. */
export function channelValues(raster: Raster, channel: number): ChannelValues {
  const levels = LEVELS[raster.type];
  return levels ? countedValues(raster, channel, levels) : scannedValues(raster, channel);
}

function countedValues(
  { data, channels }: Raster,
  channel: number,
  [levels, lowest]: readonly [number, number],
): ChannelValues {
  const counts = new Uint32Array(levels);
  for (let i = channel; i < data.length; i += channels) {
    const level = (data[i] ?? 0) - lowest;
    counts[level] = (counts[level] ?? 0) + 1;
  }
  const each = (visit: (value: number, times: number) => void) =>
    counts.forEach((times, level) => {
      if (times > 0) visit(level + lowest, times);
    });
  const found = moments(each);
  return { ...found, percentile: percentiles(found.count, (rank) => ranked(counts, rank) + lowest) };
}

function ranked(counts: Uint32Array, rank: number): number {
  let below = 0;
  for (let level = 0; level < counts.length; level++) {
    below += counts[level] ?? 0;
    if (rank < below) return level;
  }
  return 0;
}

function scannedValues({ data, channels }: Raster, channel: number): ChannelValues {
  const each = (visit: (value: number, times: number) => void) => {
    for (let i = channel; i < data.length; i += channels) {
      const value = data[i] ?? 0;
      if (Number.isFinite(value)) visit(value, 1);
    }
  };
  const found = moments(each);
  return {
    ...found,
    percentile: percentiles(found.count, (rank) => orderStatistic(data, channel, channels, rank)),
  };
}

/** Two passes, so that a small spread on a large offset (33007..36863 in 16 bits) loses nothing. */
function moments(each: (visit: (value: number, times: number) => void) => void) {
  let [count, sum, low, high] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  each((value, times) => {
    count += times;
    sum += value * times;
    low = Math.min(low, value);
    high = Math.max(high, value);
  });
  if (count === 0) return { count, low: 0, high: 0, mean: 0, sd: 0 };
  const mean = sum / count;
  let squares = 0;
  each((value, times) => {
    squares += times * (value - mean) ** 2;
  });
  // A constant's mean can miss it by rounding: its deviation is 0 all the same.
  return { count, low, high, mean, sd: low === high ? 0 : Math.sqrt(squares / count) };
}

function percentiles(count: number, valueOfRank: (rank: number) => number): (percent: number) => number {
  return (percent) => {
    if (count === 0) return 0;
    const place = (percent / 100) * (count - 1);
    const rank = Math.floor(place);
    const below = valueOfRank(rank);
    return rank === place ? below : below + (place - rank) * (valueOfRank(rank + 1) - below);
  };
}
