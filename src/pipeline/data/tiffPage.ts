/** What one TIFF page says of its samples, with every kind that is not read refused by name. */
import type { ImageFileDirectory } from 'geotiff';
import { checkSize, unreadableFile, unsupportedFeature } from './refusals';
import { numberField, numbersField, TAG, textField } from './tiffFields';

export interface TiffPage {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly bits: number;
  /** 1 unsigned, 2 signed, 3 float. */
  readonly format: number;
  readonly compression: number;
  readonly photometric: number;
  readonly predictor: number;
  /** Columns that share one run of differences: the tile's width, or the image's for strips. */
  readonly blockWidth: number;
  /** Meaning of the samples beyond grey or RGB: 0 unspecified, 1 and 2 alpha. */
  readonly extraSamples: readonly number[];
  readonly isImageJ: boolean;
}

export const PHOTOMETRIC = { rgb: 2, palette: 3, ycbcr: 6 } as const;
const JPEG_COMPRESSION = 7;

/**
 * None, LZW, JPEG, Deflate, old Deflate, PackBits. Not Zstandard (50000): the library's decoder runs for ever on
 * damaged data.
 */
const COMPRESSIONS_READ = new Set([1, 5, JPEG_COMPRESSION, 8, 32946, 32773]);
const COMPRESSION_NAMES = new Map([
  [2, 'CCITT'],
  [3, 'CCITT G3'],
  [4, 'CCITT G4'],
  [6, 'old JPEG'],
  [34712, 'JPEG 2000'],
  [34887, 'LERC'],
  [34925, 'LZMA'],
  [50000, 'Zstandard'],
  [50001, 'WebP'],
]);
const PHOTOMETRIC_NAMES = new Map([
  [5, 'CMYK'],
  [8, 'CIELAB'],
  [9, 'ICCLAB'],
  [10, 'ITULAB'],
  [32803, 'raw sensor'],
]);

/** Throws `unsupported-feature`, `image-too-large` and `unreadable-file`. */
export function tiffPage(path: string, directory: ImageFileDirectory): TiffPage {
  const page = readPage(directory);
  checkSize(path, page.width, page.height);
  checkCompression(path, page);
  checkColours(path, page);
  checkSamples(path, page, numbersField(directory, TAG.bitsPerSample));
  return page;
}

function readPage(directory: ImageFileDirectory): TiffPage {
  const width = numberField(directory, TAG.imageWidth, 0);
  const format = numbersField(directory, TAG.sampleFormat)[0] ?? 1;
  return {
    width,
    height: numberField(directory, TAG.imageLength, 0),
    samples: numberField(directory, TAG.samplesPerPixel, 1),
    bits: numbersField(directory, TAG.bitsPerSample)[0] ?? 1,
    format: format === 4 ? 1 : format,
    compression: numberField(directory, TAG.compression, 1),
    photometric: numberField(directory, TAG.photometric, 1),
    predictor: numberField(directory, TAG.predictor, 1),
    blockWidth: directory.hasTag(TAG.stripOffsets) ? width : numberField(directory, TAG.tileWidth, width),
    extraSamples: numbersField(directory, TAG.extraSamples),
    isImageJ: textField(directory, TAG.imageDescription).startsWith('ImageJ='),
  };
}

function checkCompression(path: string, { compression, photometric }: TiffPage): void {
  if (!COMPRESSIONS_READ.has(compression)) {
    const name = COMPRESSION_NAMES.get(compression) ?? `number ${compression}`;
    throw unsupportedFeature(path, `TIFF compression ${name}`);
  }
  if (photometric === PHOTOMETRIC.ycbcr && compression !== JPEG_COMPRESSION) {
    throw unsupportedFeature(path, 'YCbCr colours outside JPEG');
  }
}

function checkColours(path: string, { photometric }: TiffPage): void {
  const name = PHOTOMETRIC_NAMES.get(photometric);
  if (name !== undefined) throw unsupportedFeature(path, `${name} colours`);
}

function checkSamples(path: string, { samples, bits, format }: TiffPage, all: readonly number[]): void {
  if (samples < 1) throw unreadableFile(path, 'it has no channels.');
  if (all.some((other) => other !== bits)) throw unsupportedFeature(path, 'channels of different depths');
  const read =
    (format === 1 && bits >= 1 && bits <= 32) ||
    (format === 2 && (bits === 8 || bits === 16 || bits === 32)) ||
    (format === 3 && (bits === 16 || bits === 32 || bits === 64));
  const kind = ['', 'unsigned', 'signed', 'float'][format] ?? 'complex';
  if (!read) throw unsupportedFeature(path, `${bits}-bit ${kind} samples`);
}
