/** nnU-Net's gamma: a power of the place between darkest and brightest, after which mean and spread are restored. */
import { channelStats, scaleChannel } from './channelValues';

/** Ranges and deviations below this count as none (nnU-Net, batchgeneratorsv2: 1e-7). */
const FLAT = 1e-7;
/** Cells of the table of powers, linear within a cell. */
const CELLS = 512;
/** In the first cells a power may be steep: there it is computed. Elsewhere the table errs by less than 2e-4. */
const STEEP_CELLS = 8;

/**
 * In place, on channel `channel` of [pixels, channels]. `inverted` applies it to the negative: there the bright end is
 * the one that is spread or pressed. A flat channel stays as it is.
 */
export function changeGamma(
  image: Float32Array,
  channels: number,
  channel: number,
  gamma: number,
  inverted: boolean,
): void {
  const { min, max, mean, sd } = channelStats(image, channels, channel);
  if (!(max - min > FLAT)) return;
  const zero = inverted ? max : min;
  const after = raise(image, channels, channel, gamma, zero, inverted ? min - max : max - min);
  const factor = sd / Math.max(after.sd, FLAT);
  scaleChannel(image, channels, channel, factor, mean - after.mean * factor);
}

/** Replaces each value by its share of the range from `zero`, to the power; returns mean and sd of the shares. */
function raise(
  image: Float32Array,
  channels: number,
  channel: number,
  gamma: number,
  zero: number,
  range: number,
) {
  const table = Float64Array.from({ length: CELLS + 2 }, (_, k) => (k / CELLS) ** gamma);
  const scale = CELLS / range;
  const sign = range < 0 ? -1 : 1;
  let [sum, squares] = [0, 0];
  for (let i = channel; i < image.length; i += channels) {
    const along = ((image[i] ?? 0) - zero) * scale;
    const cell = along | 0;
    const low = table[cell] ?? 0;
    const power =
      cell < STEEP_CELLS
        ? Math.max(0, along / CELLS) ** gamma
        : low + (along - cell) * ((table[cell + 1] ?? 0) - low);
    image[i] = sign * power;
    // About the middle of the shares: sums of squares this small do not cancel.
    sum += power - 0.5;
    squares += (power - 0.5) * (power - 0.5);
  }
  const count = image.length / channels;
  const mean = sum / count;
  return { mean: sign * (mean + 0.5), sd: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}
