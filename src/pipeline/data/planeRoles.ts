/** A decoded plane as an image, for the network and the viewer. As a mask: maskPlane. */
import type { Raster } from '../../domain/raster';
import { pickChannels } from '../../imaging/pickChannels';

/** Colours for indices where the raster has a palette: RGB, or grey where every colour used is grey. */
export function asImage(raster: Raster): Raster {
  if (raster.palette === undefined) return raster;
  const coloured = paletteColours(raster);
  return greyOf(coloured) ?? coloured;
}

/** RGB for the indices of a raster with a palette, also where all are grey: for parts of an image, which may differ in that. */
export function paletteColours({ palette, width, height, data }: Raster): Raster {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) {
    const entry = (data[i] ?? 0) * 3;
    for (let c = 0; c < 3; c++) rgb[i * 3 + c] = palette?.[entry + c] ?? 0;
  }
  return { width, height, channels: 3, type: 'uint8', data: rgb };
}

/** The first channel where all channels are equal everywhere, else null. */
export function greyOf(raster: Raster): Raster | null {
  const { data, channels } = raster;
  for (let pixel = 0; pixel < data.length; pixel += channels) {
    for (let c = 1; c < channels; c++) if (data[pixel + c] !== data[pixel]) return null;
  }
  return pickChannels(raster, 0, 1);
}
