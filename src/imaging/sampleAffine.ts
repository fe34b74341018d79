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
  const out = new Float32Array(size * size * channels);
  let at = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sx = map.xx * x + map.xy * y + map.x0;
      const sy = map.yx * x + map.yy * y + map.y0;
      const left = Math.floor(sx);
      const top = Math.floor(sy);
      const fx = sx - left;
      const fy = sy - top;
      const x0 = mirrorIndex(left, width) * channels;
      const x1 = mirrorIndex(left + 1, width) * channels;
      const row0 = mirrorIndex(top, height) * width * channels;
      const row1 = mirrorIndex(top + 1, height) * width * channels;
      for (let c = 0; c < channels; c++) {
        const upper = mix(data[row0 + x0 + c] ?? 0, data[row0 + x1 + c] ?? 0, fx);
        const lower = mix(data[row1 + x0 + c] ?? 0, data[row1 + x1 + c] ?? 0, fx);
        out[at++] = mix(upper, lower, fy);
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
  const out = new Int32Array(size * size);
  let at = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sx = Math.floor(map.xx * x + map.xy * y + map.x0 + 0.5);
      const sy = Math.floor(map.yx * x + map.yy * y + map.y0 + 0.5);
      out[at++] = mirrorIndex(sy, height) * width + mirrorIndex(sx, width);
    }
  }
  return out;
}

/** From a at t = 0, whose sign and bits are kept even where b is not finite or a is -0, towards b. */
function mix(a: number, b: number, t: number): number {
  return t === 0 ? a : a + (b - a) * t;
}
