/** Mean, range and spread of an image's own values on every object. Called by measureObjects. */
import type { ChannelIntensity, ObjectMap } from '../../domain/objects';
import type { Raster, SampleArray } from '../../domain/raster';
import { forEachRun } from './runs';

type Image = Pick<Raster, 'channels' | 'data'>;

/** By id, then by channel; values that are not finite count nowhere. `image` is [height, width, channels]. */
export function objectIntensities(
  { ids, width, count }: Pick<ObjectMap, 'ids' | 'width' | 'count'>,
  { data, channels }: Image,
): (ChannelIntensity | null)[][] {
  const tallies = Array.from({ length: channels }, () => new ChannelTally(count));
  forEachRun(ids, width, (id, y, start, end) => {
    for (const [channel, tally] of tallies.entries())
      tally.addRun(id, data, (y * width + start) * channels + channel, end - start, channels);
  });
  return Array.from({ length: count + 1 }, (_, id) => tallies.map((tally) => tally.of(id)));
}

/** Sums around each object's first value, so that a small spread far from 0 is not lost to rounding. */
class ChannelTally {
  private readonly pixels: Float64Array;
  private readonly first: Float64Array;
  private readonly sum: Float64Array;
  private readonly squares: Float64Array;
  private readonly least: Float64Array;
  private readonly most: Float64Array;

  constructor(count: number) {
    this.pixels = new Float64Array(count + 1);
    this.first = new Float64Array(count + 1);
    this.sum = new Float64Array(count + 1);
    this.squares = new Float64Array(count + 1);
    this.least = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
    this.most = new Float64Array(count + 1).fill(Number.NEGATIVE_INFINITY);
  }

  /** `length` values of `data` from `at` on, every `step`-th. */
  addRun(id: number, data: SampleArray, at: number, length: number, step: number): void {
    let pixels = this.pixels[id] ?? 0;
    let first = this.first[id] ?? 0;
    let [sum, squares, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < length; i++) {
      const value = data[at + i * step] ?? 0;
      // Infinity minus itself is no number, as NaN minus itself.
      if (value - value !== 0) continue;
      if (pixels === 0) first = value;
      pixels += 1;
      sum += value - first;
      squares += (value - first) * (value - first);
      if (value < least) least = value;
      if (value > most) most = value;
    }
    this.pixels[id] = pixels;
    this.first[id] = first;
    this.sum[id] = (this.sum[id] ?? 0) + sum;
    this.squares[id] = (this.squares[id] ?? 0) + squares;
    this.least[id] = Math.min(this.least[id] ?? 0, least);
    this.most[id] = Math.max(this.most[id] ?? 0, most);
  }

  of(id: number): ChannelIntensity | null {
    const pixels = this.pixels[id] ?? 0;
    if (pixels === 0) return null;
    const offset = (this.sum[id] ?? 0) / pixels;
    const variance = Math.max(0, (this.squares[id] ?? 0) / pixels - offset * offset);
    const range = { min: this.least[id] ?? 0, max: this.most[id] ?? 0 };
    return { mean: (this.first[id] ?? 0) + offset, ...range, sd: Math.sqrt(variance) };
  }
}
