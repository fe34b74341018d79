/** Making an image smaller by averaging areas: what lies under a target pixel, by the share it covers. Never enlarges. */
import { assert } from '../common/assert';
import type { FloatRaster } from '../domain/raster';

/**
 * [height, width, channels]. Each side is at most the image's own. Pixel edges coincide: the first and the last edge
 * of the result are those of the image, so the mean over the image stays.
 */
export function areaShrink(image: FloatRaster, width: number, height: number): FloatRaster {
  assert(width >= 1 && height >= 1 && width <= image.width && height <= image.height, 'a shrink shrinks');
  return shrinkRows(shrinkColumns(image, width), height);
}

/** Half of each side, rounded up: 2 x 2 pixels become one; at an odd edge, the one or two that are left. */
export function halved(image: FloatRaster): FloatRaster {
  const { width, height, channels, data } = image;
  const [w, h] = [(width + 1) >> 1, (height + 1) >> 1];
  const out = new Float32Array(w * h * channels);
  let at = 0;
  for (let y = 0; y < h; y++) {
    const upper = 2 * y * width;
    const lower = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < w; x++) {
      const right = Math.min(2 * x + 1, width - 1);
      for (let c = 0; c < channels; c++) {
        const value = (column: number, row: number) => data[(row + column) * channels + c] ?? 0;
        out[at++] =
          (value(2 * x, upper) + value(right, upper) + value(2 * x, lower) + value(right, lower)) / 4;
      }
    }
  }
  return { width: w, height: h, channels, data: out };
}

function shrinkColumns(image: FloatRaster, width: number): FloatRaster {
  if (width === image.width) return image;
  const { height, channels, data } = image;
  const out = new Float32Array(width * height * channels);
  const step = image.width / width;
  for (let x = 0; x < width; x++) {
    for (const { index, share } of covered(x * step, (x + 1) * step, image.width)) {
      for (let y = 0; y < height; y++) {
        const from = (y * image.width + index) * channels;
        const to = (y * width + x) * channels;
        for (let c = 0; c < channels; c++) out[to + c] = (out[to + c] ?? 0) + share * (data[from + c] ?? 0);
      }
    }
  }
  return { width, height, channels, data: out };
}

function shrinkRows(image: FloatRaster, height: number): FloatRaster {
  if (height === image.height) return image;
  const { width, channels, data } = image;
  const length = width * channels;
  const out = new Float32Array(length * height);
  const step = image.height / height;
  for (let y = 0; y < height; y++) {
    for (const { index, share } of covered(y * step, (y + 1) * step, image.height)) {
      const [from, to] = [index * length, y * length];
      for (let i = 0; i < length; i++) out[to + i] = (out[to + i] ?? 0) + share * (data[from + i] ?? 0);
    }
  }
  return { width, height, channels, data: out };
}

/** The pixels between two edges and their shares, which sum to 1. */
function covered(low: number, high: number, size: number): { index: number; share: number }[] {
  const first = Math.floor(low);
  const last = Math.min(size, Math.ceil(high)) - 1;
  return Array.from({ length: last - first + 1 }, (_, k) => {
    const index = first + k;
    return { index, share: (Math.min(high, index + 1) - Math.max(low, index)) / (high - low) };
  });
}
