/** What most formats hold: one picture, without a place in a stack or names of channels. */
import type { DecodedFile } from '../../domain/files';
import type { Raster } from '../../domain/raster';
import type { PixelSize } from '../../domain/scale';

export function singlePlane(raster: Raster, pixelSize: PixelSize | null = null): DecodedFile {
  return { planes: [{ raster, label: null }], storedPages: 1, pixelSize, channelNames: null };
}

/** The raster with its palette, or without one where every index is shown as the grey of its own number. */
export function withPalette(raster: Raster, palette: Uint8Array<ArrayBuffer>): Raster {
  const isGreyRamp = palette.length > 0 && palette.every((value, i) => value === Math.floor(i / 3));
  return isGreyRamp ? raster : { ...raster, palette };
}
