/**
 * What is known of the finite values of one channel: range, mean, deviation and percentiles, all exact. By counting
 * levels for 8 and 16 bits, by passes over the pixels for the rest. Called by normalise and histograms; for images
 * that are read by rows: rowValues.
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

/** `channel` counts from 0. */
export function channelValues(raster: Raster, channel: number): ChannelValues {
  const counter = levelCounter(raster.type);
  if (!counter) return scannedValues(raster, channel);
  counter.add(raster, channel);
  return counter.values();
}

/** The levels that counting is used for: their number, and the lowest. */
const LEVELS: Partial<Record<SampleType, readonly [count: number, lowest: number]>> = {
  uint8: [1 << 8, 0],
  int8: [1 << 8, -(1 << 7)],
  uint16: [1 << 16, 0],
  int16: [1 << 16, -(1 << 15)],
};

/** Counts the values of one channel by their levels, image part by part; null for types that have too many. */
export function levelCounter(type: SampleType): LevelCounter | null {
  const levels = LEVELS[type];
  return levels ? new LevelCounter(...levels) : null;
}

class LevelCounter {
  private readonly counts: Uint32Array;

  constructor(
    levels: number,
    private readonly lowest: number,
  ) {
    this.counts = new Uint32Array(levels);
  }

  add({ data, channels }: Raster, channel: number): void {
    for (let i = channel; i < data.length; i += channels) {
      const level = (data[i] ?? 0) - this.lowest;
      this.counts[level] = (this.counts[level] ?? 0) + 1;
    }
  }

  values(): ChannelValues {
    const { counts, lowest } = this;
    const moments = new Moments();
    const each = (visit: (value: number, times: number) => void) =>
      counts.forEach((times, level) => {
        if (times > 0) visit(level + lowest, times);
      });
    each((value, times) => moments.add(value, times));
    each((value, times) => moments.addSquare(value, times));
    const found = moments.result();
    return { ...found, percentile: percentiles(found.count, (rank) => ranked(counts, rank) + lowest) };
  }
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
  const moments = new Moments();
  for (let i = channel; i < data.length; i += channels) moments.add(data[i] ?? 0, 1);
  for (let i = channel; i < data.length; i += channels) moments.addSquare(data[i] ?? 0, 1);
  const found = moments.result();
  return {
    ...found,
    percentile: percentiles(found.count, (rank) => orderStatistic(data, channel, channels, rank)),
  };
}

/**
 * Two passes over the values, so that a small spread on a large offset (33007..36863 in 16 bits) loses nothing. Values
 * that are not finite are passed over.
 */
export class Moments {
  private count = 0;
  private sum = 0;
  private low = Number.POSITIVE_INFINITY;
  private high = Number.NEGATIVE_INFINITY;
  private squares = 0;

  add(value: number, times: number): void {
    if (!Number.isFinite(value)) return;
    this.count += times;
    this.sum += value * times;
    this.low = Math.min(this.low, value);
    this.high = Math.max(this.high, value);
  }

  /** Once all values have been added. */
  addSquare(value: number, times: number): void {
    if (Number.isFinite(value)) this.squares += times * (value - this.sum / this.count) ** 2;
  }

  result(): Omit<ChannelValues, 'percentile'> {
    const { count, sum, low, high, squares } = this;
    if (count === 0) return { count, low: 0, high: 0, mean: 0, sd: 0 };
    // A constant's mean can miss it by rounding: its deviation is 0 all the same.
    return { count, low, high, mean: sum / count, sd: low === high ? 0 : Math.sqrt(squares / count) };
  }
}

function percentiles(count: number, valueOfRank: (rank: number) => number): (percent: number) => number {
  return (percent) => {
    if (count === 0) return 0;
    const [lower, upper] = ranksOf(percent, count);
    const below = valueOfRank(lower);
    return lower === upper
      ? below
      : below + ((percent / 100) * (count - 1) - lower) * (valueOfRank(upper) - below);
  };
}

/** The ranks that a percentile of `count` values lies between; equal where it is one of the values. */
export function ranksOf(percent: number, count: number): readonly [lower: number, upper: number] {
  const place = (percent / 100) * (count - 1);
  return [Math.floor(place), Math.ceil(place)];
}

/** The values of a channel from its moments and those of its ordered values that the percentiles ask for. */
export function valuesOf(
  moments: Omit<ChannelValues, 'percentile'>,
  valueOfRank: ReadonlyMap<number, number>,
): ChannelValues {
  return { ...moments, percentile: percentiles(moments.count, (rank) => valueOfRank.get(rank) ?? 0) };
}
