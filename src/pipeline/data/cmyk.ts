/** CMYK to RGB without ink profiles: each ink darkens its own colour, black darkens all (PLRM 3, section 7.2.4). */
import type { SampleArray } from '../../domain/raster';

/**
 * [pixels, 3] of [pixels, channels], where the first four channels are inks, 0 none and `full` all. Further
 * channels are dropped.
 */
export function cmykToRgb<T extends SampleArray>(inks: T, channels: number, full: number): T {
  const pixels = inks.length / channels;
  const rgb = inks.slice(0, pixels * 3) as T;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = pixel * channels;
    const light = full - (inks[from + 3] ?? 0);
    for (let c = 0; c < 3; c++) {
      rgb[pixel * 3 + c] = Math.round(((full - (inks[from + c] ?? 0)) * light) / full);
    }
  }
  return rgb;
}
