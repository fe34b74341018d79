/** A decoded plane as an image, for the network and the viewer. As a mask: maskPlane. */
import type { Raster } from '../../domain/raster';
import { pickChannels } from '../../imaging/pickChannels';

/** Colours for indices where the raster has a palette: RGB, or grey where every colour used is grey. */
export function asImage(raster: Raster): Raster {
  const { palette, width, height, data } = raster;
  if (palette === undefined) return raster;
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) {
    const entry = (data[i] ?? 0) * 3;
    for (let c = 0; c < 3; c++) rgb[i * 3 + c] = palette[entry + c] ?? 0;
  }
  const coloured: Raster = { width, height, channels: 3, type: 'uint8', data: rgb };
  return greyOf(coloured) ?? coloured;
}

/** The first channel where all channels are equal everywhere, else null. */
export function greyOf(raster: Raster): Raster | null {
  const { data, channels } = raster;
  for (let pixel = 0; pixel < data.length; pixel += channels) {
    for (let c = 1; c < channels; c++) if (data[pixel + c] !== data[pixel]) return null;
  }
  return pickChannels(raster, 0, 1);
}
