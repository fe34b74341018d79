/**
 * What ImageJ, and programs that read its files, want to know of a TIFF: pages, pixel size, what to show. The opposite of
 * pipeline/data/imagejMetadata. Called by objectTiff and probabilityTiff.
 */
import type { PixelSize } from '../../domain/scale';
import type { TiffPage } from './tiffWriter';

export interface ImagejStack {
  /** Pages, each a channel of one image. */
  readonly channels: number;
  /** The values drawn black and white. */
  readonly range: readonly [number, number];
}

/**
 * ImageDescription of the first page, as key=value lines (ij/io/TiffEncoder and FileSaver in ImageJ's public-domain
 * source). The version in the first line is what readers know the format by.
 */
export function imagejDescription({ channels, range }: ImagejStack, pixelSize: PixelSize | null): string {
  const [min, max] = range;
  const lines = [
    'ImageJ=1.54f',
    ...(channels > 1
      ? [`images=${channels}`, `channels=${channels}`, 'hyperstack=true', 'mode=grayscale']
      : []),
    ...(pixelSize ? ['unit=micron'] : []),
    'loop=false',
    `min=${min}`,
    `max=${max}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Pixels a µm, as ImageJ reads the resolution fields where the unit is a micron. */
export function perMicron(pixelSize: PixelSize | null): TiffPage['resolution'] {
  return pixelSize && { x: 1 / pixelSize.x, y: 1 / pixelSize.y };
}
