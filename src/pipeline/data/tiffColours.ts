/**
 * A TIFF page's samples as a raster: alpha dropped, CMYK turned into RGB, palettes kept as indices. MinIsWhite samples
 * are kept as stored: a mask's values mean what they are, and which of them is the object is decided over the set.
 */
import type { Raster, SampleArray } from '../../domain/raster';
import { cmykToRgb } from './cmyk';
import { keepChannels, sampleTypeOf } from './sampleArrays';
import { PHOTOMETRIC, type TiffPage } from './tiffPage';

/** `data` is [height, width, page.samples]. */
export function tiffRaster(page: TiffPage, data: SampleArray, width: number, height: number): Raster {
  if (page.photometric === PHOTOMETRIC.cmyk) {
    const rgb = cmykToRgb(data, page.samples, 2 ** page.bits - 1);
    return { width, height, channels: 3, type: sampleTypeOf(rgb), data: rgb };
  }
  const channels = tiffChannels(page);
  const kept = keepChannels(data, page.samples, channels);
  const raster: Raster = { width, height, channels, type: sampleTypeOf(kept), data: kept };
  return isPalette(page) ? { ...raster, palette: interleavePalette(page.colorMap) } : raster;
}

/** ImageJ writes its display colours as a palette: the values are intensities all the same. */
export function isPalette({ photometric, isImageJ, colorMap }: TiffPage): boolean {
  return photometric === PHOTOMETRIC.palette && !isImageJ && colorMap.length >= 3;
}

/** Channels of the raster that the page becomes. */
export function tiffChannels({ photometric, samples, extraSamples }: TiffPage): number {
  if (photometric === PHOTOMETRIC.cmyk) return 3;
  const alphas = extraSamples.filter((kind) => kind === 1 || kind === 2).length;
  const colours = photometric === PHOTOMETRIC.rgb ? 3 : 1;
  return alphas > 0 && samples > colours ? Math.max(colours, samples - alphas) : samples;
}

/** ColorMap holds all reds, then greens, then blues, 16-bit; a few writers fill only 8 bits. */
function interleavePalette(colorMap: readonly number[]): Uint8Array<ArrayBuffer> {
  const entries = Math.floor(colorMap.length / 3);
  const shift = colorMap.some((value) => value > 255) ? 8 : 0;
  const palette = new Uint8Array(entries * 3);
  for (let entry = 0; entry < entries; entry++) {
    for (let c = 0; c < 3; c++) palette[entry * 3 + c] = (colorMap[c * entries + entry] ?? 0) >> shift;
  }
  return palette;
}
