/** A decoded plane as an image, for the network and the viewer. As a mask: maskPlane. */
import type { Raster } from '../../domain/raster';

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
export function greyOf({ data, channels, width, height, type }: Raster): Raster | null {
  for (let i = 0; i < data.length; i++) {
    if (data[i] !== data[i - (i % channels)]) return null;
  }
  return { width, height, channels: 1, type, data: data.filter((_, i) => i % channels === 0) };
}
