/** One channel of an interleaved image as numbers: its statistics, and changes of every value. Used by intensity. */

export interface ChannelRange {
  readonly min: number;
  readonly max: number;
}

/** Of one channel; sd over all values (not n - 1). */
export interface ChannelStats extends ChannelRange {
  readonly mean: number;
  readonly sd: number;
}

/** Of channel `channel` of [pixels, channels], at least one pixel. */
export function channelStats(image: Float32Array, channels: number, channel: number): ChannelStats {
  // Sums about a value of the channel itself do not cancel, so one pass is enough.
  const about = image[channel] ?? 0;
  let [min, max, sum, squares] = [about, about, 0, 0];
  for (let i = channel; i < image.length; i += channels) {
    const value = image[i] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
    const off = value - about;
    sum += off;
    squares += off * off;
  }
  const count = image.length / channels;
  const mean = sum / count;
  return { min, max, mean: about + mean, sd: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

export function channelRange(image: Float32Array, channels: number, channel: number): ChannelRange {
  let min = image[channel] ?? 0;
  let max = min;
  for (let i = channel; i < image.length; i += channels) {
    const value = image[i] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

export function channelMean(image: Float32Array, channels: number, channel: number): number {
  let sum = 0;
  for (let i = channel; i < image.length; i += channels) sum += image[i] ?? 0;
  return sum / (image.length / channels);
}

/** In place: every value of the channel becomes value · factor + shift. */
export function scaleChannel(
  image: Float32Array,
  channels: number,
  channel: number,
  factor: number,
  shift: number,
): void {
  for (let i = channel; i < image.length; i += channels) image[i] = (image[i] ?? 0) * factor + shift;
}

/** In place: adds `factor` times the values of `plane` [pixels] to the channel. */
export function addToChannel(
  image: Float32Array,
  channels: number,
  channel: number,
  factor: number,
  plane: Float32Array,
): void {
  for (let i = channel, k = 0; i < image.length; i += channels, k++)
    image[i] = (image[i] ?? 0) + factor * (plane[k] ?? 0);
}

/** Cells of the table behind curveChannel, linear within a cell: a curve as smooth as Falk's is met to about 1e-5. */
const CELLS = 256;

/** In place: every value of the channel, which lies in [min, max], goes through `curve`, tabulated over that range. */
export function curveChannel(
  image: Float32Array,
  channels: number,
  channel: number,
  { min, max }: ChannelRange,
  curve: (value: number) => number,
): void {
  const step = (max - min) / CELLS;
  const table = Float64Array.from({ length: CELLS + 2 }, (_, k) => curve(min + k * step));
  for (let i = channel; i < image.length; i += channels) {
    const along = ((image[i] ?? 0) - min) / step;
    const cell = along | 0;
    const low = table[cell] ?? 0;
    image[i] = low + (along - cell) * ((table[cell + 1] ?? 0) - low);
  }
}
