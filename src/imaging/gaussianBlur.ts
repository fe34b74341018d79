/** Gaussian blur of one channel of a square, mirrored at its border. Used by augmentation; separable, in two passes. */
import { mirrorIndex } from './mirror';

/** Neighbours a side that are summed in one expression: most blurs of patches need no more. */
const NEAR = 3;

/**
 * Weights at 0, 1, ... of a sampled Gaussian cut at three deviations, the whole kernel summing to 1; padded with zeros
 * to three neighbours.
 */
export function gaussianKernel(sigma: number): Float64Array {
  const radius = Math.max(1, Math.ceil(3 * sigma));
  const kernel = new Float64Array(Math.max(NEAR, radius) + 1);
  for (let k = 0; k <= radius; k++) kernel[k] = Math.exp((-k * k) / (2 * sigma * sigma));
  const sum = kernel.reduce((total, weight, k) => total + (k === 0 ? weight : 2 * weight), 0);
  return kernel.map((weight) => weight / sum);
}

/** Below this deviation, px, no neighbour gets more than 1e-21. */
const LEAST_SIGMA = 0.1;

/** In place, on channel `channel` of [size, size, channels]; `sigma` in px, nothing below 0.1. Overwrites `scratch` [size, size]. */
export function gaussianBlur(
  image: Float32Array,
  size: number,
  channels: number,
  channel: number,
  sigma: number,
  scratch: Float32Array,
): void {
  if (sigma < LEAST_SIGMA) return;
  const kernel = gaussianKernel(sigma);
  const padded = new Float64Array(size + 2 * (kernel.length - 1));
  for (let y = 0; y < size; y++)
    blurRow(image, y * size * channels + channel, channels, kernel, padded, scratch, y * size);
  const row = new Float64Array(size);
  for (let y = 0; y < size; y++) {
    mixRows(scratch, size, y, kernel, row);
    for (let x = 0, to = y * size * channels + channel; x < size; x++, to += channels)
      image[to] = row[x] ?? 0;
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
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = kernel;
  for (let x = 0; x < size; x++) {
    const at = x + radius;
    let sum =
      w0 * (padded[at] ?? 0) +
      w1 * ((padded[at - 1] ?? 0) + (padded[at + 1] ?? 0)) +
      w2 * ((padded[at - 2] ?? 0) + (padded[at + 2] ?? 0)) +
      w3 * ((padded[at - 3] ?? 0) + (padded[at + 3] ?? 0));
    for (let k = NEAR + 1; k <= radius; k++)
      sum += (kernel[k] ?? 0) * ((padded[at - k] ?? 0) + (padded[at + k] ?? 0));
    out[to + x] = sum;
  }
}

/** The weighted rows around `y` of [size, size], summed into `out` [size]. */
function mixRows(
  plane: Float32Array,
  size: number,
  y: number,
  kernel: Float64Array,
  out: Float64Array,
): void {
  const start = (row: number) => mirrorIndex(row, size) * size;
  const [m, a1, a2, a3] = [start(y), start(y - 1), start(y - 2), start(y - 3)];
  const [b1, b2, b3] = [start(y + 1), start(y + 2), start(y + 3)];
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = kernel;
  for (let x = 0; x < size; x++) {
    out[x] =
      w0 * (plane[m + x] ?? 0) +
      w1 * ((plane[a1 + x] ?? 0) + (plane[b1 + x] ?? 0)) +
      w2 * ((plane[a2 + x] ?? 0) + (plane[b2 + x] ?? 0)) +
      w3 * ((plane[a3 + x] ?? 0) + (plane[b3 + x] ?? 0));
  }
  for (let k = NEAR + 1; k < kernel.length; k++) {
    const [upper, lower, weight] = [start(y - k), start(y + k), kernel[k] ?? 0];
    for (let x = 0; x < size; x++)
      out[x] = (out[x] ?? 0) + weight * ((plane[upper + x] ?? 0) + (plane[lower + x] ?? 0));
  }
}
