/** Pixel values as the network wants them; the one place that does it, for training and prediction alike. */
import type { FloatRaster, Raster } from '../../domain/raster';

/**
 * Z-score per channel: (x - mean) / sd over the image, population sd, sums in float64. A constant channel
 * becomes zeros. Values that are not finite (dead pixels of float images) stay out of the sums and become 0.
 */
export function normalise(raster: Raster): FloatRaster {
  const { width, height, channels } = raster;
  const data = new Float32Array(width * height * channels);
  for (let channel = 0; channel < channels; channel++) normaliseChannel(raster, channel, data);
  return { width, height, channels, data };
}

function normaliseChannel({ data, channels }: Raster, channel: number, out: Float32Array): void {
  const { mean, sd } = meanAndSd(data, channel, channels);
  if (sd === 0) return;
  for (let i = channel; i < data.length; i += channels) {
    const value = data[i] ?? 0;
    if (Number.isFinite(value)) out[i] = (value - mean) / sd;
  }
}

/** Two passes, so that a small spread on a large offset (33007..36863 in 16 bits) loses nothing. */
function meanAndSd(data: ArrayLike<number>, first: number, stride: number): { mean: number; sd: number } {
  let [sum, count] = [0, 0];
  for (let i = first; i < data.length; i += stride) {
    const value = data[i] ?? 0;
    if (!Number.isFinite(value)) continue;
    sum += value;
    count += 1;
  }
  const mean = count === 0 ? 0 : sum / count;
  let squares = 0;
  for (let i = first; i < data.length; i += stride) {
    const value = data[i] ?? 0;
    if (Number.isFinite(value)) squares += (value - mean) ** 2;
  }
  return { mean, sd: count === 0 ? 0 : Math.sqrt(squares / count) };
}
