/**
 * What ImageJ writes into ImageDescription: "ImageJ=1.53c", then key=value lines (ij/io/FileInfo and TiffEncoder in
 * its public-domain source). Hyperstacks lie in the order channel, slice, frame.
 */
import type { PixelSize } from '../../domain/scale';
import { micrometres, pixelSizeOf } from './pixelSize';
import { hyperstackPlanes, type PlanePages, type StackSizes } from './stackPlanes';
import { numberField, TAG, type TiffDirectory, textField } from './tiffFields';

export interface ImagejMetadata extends StackSizes {
  /** Planes in all, 1 where it does not say. */
  readonly images: number;
  /** As written: "micron", "\u00B5m", "inch"; empty where it does not say. */
  readonly unit: string;
}

/** Null for a page that ImageJ did not write. */
export function imagejMetadata(directory: TiffDirectory): ImagejMetadata | null {
  const description = textField(directory, TAG.imageDescription);
  if (!description.startsWith('ImageJ=')) return null;
  const values = new Map(description.split('\n').map(keyAndValue));
  const whole = (key: string) => {
    const value = Number(values.get(key) ?? 1);
    return Number.isInteger(value) && value >= 1 && value < 2 ** 31 ? value : 1;
  };
  return {
    images: whole('images'),
    channels: whole('channels'),
    slices: whole('slices'),
    frames: whole('frames'),
    unit: values.get('unit') ?? '',
  };
}

function keyAndValue(line: string): [string, string] {
  const at = line.indexOf('=');
  return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

/** Null where the pages are not as many as the sizes say. */
export function imagejPlanes(sizes: StackSizes, pages: number): PlanePages[] | null {
  const { channels, slices, frames } = sizes;
  if (channels * slices * frames !== pages) return null;
  return hyperstackPlanes(sizes, (c, z, t) => (t * slices + z) * channels + c);
}

/** ImageJ keeps pixels per unit in the resolution fields, and the unit in its description. */
export function imagejPixelSize({ unit }: ImagejMetadata, directory: TiffDirectory): PixelSize | null {
  const um = micrometres(unit);
  if (um === null) return null;
  const x = numberField(directory, TAG.xResolution, 0);
  return pixelSizeOf(um / x, um / numberField(directory, TAG.yResolution, x));
}
