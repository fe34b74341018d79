/** One channel of an interleaved image as numbers: its statistics, and changes of every value. Used by intensity. */

/** Of one channel; sd over all values (not n - 1). */
export interface ChannelStats {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly sd: number;
}

/** Of channel `channel` of [pixels, channels], at least one pixel. Two passes, so that the sd does not cancel. */
export function channelStats(image: Float32Array, channels: number, channel: number): ChannelStats {
  let [min, max, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let i = channel; i < image.length; i += channels) {
    const value = image[i] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const mean = sum / (image.length / channels);
  let squares = 0;
  for (let i = channel; i < image.length; i += channels) {
    const off = (image[i] ?? 0) - mean;
    squares += off * off;
  }
  return { min, max, mean, sd: Math.sqrt(squares / (image.length / channels)) };
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

/** Cells of the table behind curveChannel: linear within a cell, so a smooth curve is met to about 1e-6 of its range. */
const CELLS = 1024;

/** In place: every value of the channel, which lies in [min, max], goes through `curve`, tabulated over that range. */
export function curveChannel(
  image: Float32Array,
  channels: number,
  channel: number,
  { min, max }: Pick<ChannelStats, 'min' | 'max'>,
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
