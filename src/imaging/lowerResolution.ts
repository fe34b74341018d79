/** What a weaker optic would have sampled: fewer pixels, then bicubic back to the size. Used by augmentation. */
import { cubicWeights, KEYS } from './cubicWeights';

/**
 * In place, on channel `channel` of [size, size, channels]: the nearest of `small` x `small` evenly spread pixels, then
 * cubic convolution between them, held at the border. As nnU-Net's low-resolution simulation (order 0 down, 3 up).
 * `small` <= `size`; overwrites `wide` [size, size].
 */
export function lowerResolution(
  image: Float32Array,
  size: number,
  channels: number,
  channel: number,
  small: number,
  wide: Float32Array,
): void {
  const { picks, taps, weights } = plan(size, small);
  const row = new Float64Array(small);
  for (let y = 0; y < small; y++) {
    const from = (picks[y] ?? 0) * size * channels + channel;
    for (let x = 0; x < small; x++) row[x] = image[from + (picks[x] ?? 0) * channels] ?? 0;
    for (let x = 0, k = 0; x < size; x++, k += 4) {
      wide[y * size + x] =
        (weights[k] ?? 0) * (row[taps[k] ?? 0] ?? 0) +
        (weights[k + 1] ?? 0) * (row[taps[k + 1] ?? 0] ?? 0) +
        (weights[k + 2] ?? 0) * (row[taps[k + 2] ?? 0] ?? 0) +
        (weights[k + 3] ?? 0) * (row[taps[k + 3] ?? 0] ?? 0);
    }
  }
  for (let y = 0; y < size; y++) mixRow(image, wide, size, channels, channel, y, { taps, weights });
}

/** One row of the result, from the four rows of `wide` [small, size] around it. */
function mixRow(
  image: Float32Array,
  wide: Float32Array,
  size: number,
  channels: number,
  channel: number,
  y: number,
  { taps, weights }: Pick<ReturnType<typeof plan>, 'taps' | 'weights'>,
): void {
  const k = 4 * y;
  const a = (taps[k] ?? 0) * size;
  const b = (taps[k + 1] ?? 0) * size;
  const c = (taps[k + 2] ?? 0) * size;
  const d = (taps[k + 3] ?? 0) * size;
  const wa = weights[k] ?? 0;
  const wb = weights[k + 1] ?? 0;
  const wc = weights[k + 2] ?? 0;
  const wd = weights[k + 3] ?? 0;
  for (let x = 0, to = y * size * channels + channel; x < size; x++, to += channels) {
    image[to] =
      wa * (wide[a + x] ?? 0) + wb * (wide[b + x] ?? 0) + wc * (wide[c + x] ?? 0) + wd * (wide[d + x] ?? 0);
  }
}

/** Along one side: the pixel that each small pixel takes, and four small pixels with their weights for each pixel. */
function plan(size: number, small: number) {
  const step = size / small;
  const picks = Int32Array.from({ length: small }, (_, i) => Math.floor((i + 0.5) * step));
  const taps = new Int32Array(4 * size);
  const weights = new Float64Array(4 * size);
  for (let x = 0; x < size; x++) {
    const at = (x + 0.5) / step - 0.5;
    const first = Math.floor(at);
    cubicWeights(KEYS, at - first, weights, 4 * x);
    for (let k = 0; k < 4; k++) taps[4 * x + k] = Math.min(small - 1, Math.max(0, first + k - 1));
  }
  return { picks, taps, weights };
}
