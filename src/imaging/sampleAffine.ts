/**
 * Reading a square of an image through an affine map, mirrored beyond the border. Bilinear for intensities,
 * nearest for labels. Where the map hits pixel centres exactly, the pixels are copied bit by bit.
 */
import type { FloatRaster } from '../domain/raster';
import type { Affine } from './affine';
import { mirrorIndex } from './mirror';

/** [size, size, channels], each value interpolated between the four pixels around its point. */
export function sampleBilinear(image: FloatRaster, map: Affine, size: number): Float32Array<ArrayBuffer> {
  const { width, height, channels, data } = image;
  const { xx, xy, x0, yx, yy, y0 } = map;
  const out = new Float32Array(size * size * channels);
  let at = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sx = xx * x + xy * y + x0;
      const sy = yx * x + yy * y + y0;
      // Flooring may give -0, which would keep the index arithmetic in floating point; | 0 makes it an integer.
      const column = Math.floor(sx) | 0;
      const row = Math.floor(sy) | 0;
      const left = mirrorIndex(column, width) * channels;
      const right = mirrorIndex(column + 1, width) * channels;
      const upper = mirrorIndex(row, height) * width * channels;
      const lower = mirrorIndex(row + 1, height) * width * channels;
      for (let c = 0; c < channels; c++) {
        const above = mix(data[upper + left + c] ?? 0, data[upper + right + c] ?? 0, sx - column);
        const below = mix(data[lower + left + c] ?? 0, data[lower + right + c] ?? 0, sx - column);
        out[at++] = mix(above, below, sy - row);
      }
    }
  }
  return out;
}

/** [size, size]: index y * width + x of the pixel nearest to each point. */
export function nearestPixels(
  source: { readonly width: number; readonly height: number },
  map: Affine,
  size: number,
): Int32Array<ArrayBuffer> {
  const { width, height } = source;
  const { xx, xy, x0, yx, yy, y0 } = map;
  const out = new Int32Array(size * size);
  let at = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const column = Math.floor(xx * x + xy * y + x0 + 0.5) | 0;
      const row = Math.floor(yx * x + yy * y + y0 + 0.5) | 0;
      out[at++] = mirrorIndex(row, height) * width + mirrorIndex(column, width);
    }
  }
  return out;
}

/** From a at t = 0, whose sign and bits are kept even where b is not finite or a is -0, towards b. */
function mix(a: number, b: number, t: number): number {
  return t === 0 ? a : a + (b - a) * t;
}
