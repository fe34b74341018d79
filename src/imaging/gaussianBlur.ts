/** Gaussian blur of one channel of a square, mirrored at its border. Used by augmentation; separable, in two passes. */
import { mirrorIndex } from './mirror';

/** Weights at 0, 1, ... `radius` of a sampled Gaussian cut at three deviations; the whole kernel sums to 1. */
export function gaussianKernel(sigma: number): Float64Array {
  const radius = Math.max(1, Math.ceil(3 * sigma));
  const kernel = Float64Array.from({ length: radius + 1 }, (_, k) =>
    Math.exp((-k * k) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, weight, k) => total + (k === 0 ? weight : 2 * weight), 0);
  return kernel.map((weight) => weight / sum);
}

/** Below this deviation, px, no neighbour gets more than 1e-21. */
const LEAST_SIGMA = 0.1;

/** In place, on channel `channel` of [size, size, channels]; `sigma` in px, nothing below 0.1. */
export function gaussianBlur(
  image: Float32Array,
  size: number,
  channels: number,
  channel: number,
  sigma: number,
): void {
  if (sigma < LEAST_SIGMA) return;
  const kernel = gaussianKernel(sigma);
  const across = new Float32Array(size * size);
  const padded = new Float64Array(size + 2 * (kernel.length - 1));
  for (let y = 0; y < size; y++)
    blurRow(image, y * size * channels + channel, channels, kernel, padded, across, y * size);
  const sum = new Float64Array(size);
  for (let y = 0; y < size; y++) {
    mixRows(across, size, y, kernel, sum);
    for (let x = 0, to = y * size * channels + channel; x < size; x++, to += channels)
      image[to] = sum[x] ?? 0;
  }
}

/** One row into out[to ..]: through a padded copy, so that the inner loop needs no border. */
function blurRow(
  image: Float32Array,
  from: number,
  channels: number,
  kernel: Float64Array,
  padded: Float64Array,
  out: Float32Array,
  to: number,
): void {
  const radius = kernel.length - 1;
  const size = padded.length - 2 * radius;
  for (let x = 0; x < size; x++) padded[x + radius] = image[from + x * channels] ?? 0;
  for (let k = 1; k <= radius; k++) {
    padded[radius - k] = padded[radius + mirrorIndex(-k, size)] ?? 0;
    padded[radius + size - 1 + k] = padded[radius + mirrorIndex(size - 1 + k, size)] ?? 0;
  }
  const middle = kernel[0] ?? 0;
  for (let x = 0; x < size; x++) {
    const at = x + radius;
    let sum = middle * (padded[at] ?? 0);
    for (let k = 1; k <= radius; k++)
      sum += (kernel[k] ?? 0) * ((padded[at - k] ?? 0) + (padded[at + k] ?? 0));
    out[to + x] = sum;
  }
}

/** The weighted rows around `y` of [size, size], summed into `sum` [size]. */
function mixRows(
  plane: Float32Array,
  size: number,
  y: number,
  kernel: Float64Array,
  sum: Float64Array,
): void {
  const middle = kernel[0] ?? 0;
  for (let x = 0; x < size; x++) sum[x] = middle * (plane[y * size + x] ?? 0);
  for (let k = 1; k < kernel.length; k++) {
    const upper = mirrorIndex(y - k, size) * size;
    const lower = mirrorIndex(y + k, size) * size;
    const weight = kernel[k] ?? 0;
    for (let x = 0; x < size; x++)
      sum[x] = (sum[x] ?? 0) + weight * ((plane[upper + x] ?? 0) + (plane[lower + x] ?? 0));
  }
}
