/** What one TIFF page says of its samples and where they lie, with every kind that is not read refused by name. */
import { checkSides, truncatedFile, unreadableFile, unsupportedFeature } from './refusals';
import { type TiffBlocks, tiffBlocks } from './tiffBlocks';
import { CODEC, codecRefusal } from './tiffCodecs';
import { numberField, numbersField, TAG, type TiffDirectory } from './tiffFields';
import type { SampleLayout } from './tiffSamples';

export interface TiffPage extends SampleLayout {
  readonly width: number;
  readonly height: number;
  /** Samples a pixel, alpha and all. */
  readonly samples: number;
  readonly littleEndian: boolean;
  readonly compression: number;
  readonly photometric: number;
  readonly predictor: number;
  /** Whether each channel has blocks of its own. */
  readonly planar: boolean;
  /** Whether the first sample of a byte is in its low bits. */
  readonly lowBitFirst: boolean;
  readonly blocks: TiffBlocks;
  /** Meaning of the samples beyond grey or RGB: 0 unspecified, 1 and 2 alpha. */
  readonly extraSamples: readonly number[];
  /** All reds, then greens, then blues, 16-bit; empty where there is none. */
  readonly colorMap: readonly number[];
  /** Tables that the JPEG blocks share. */
  readonly jpegTables: readonly number[];
  /** Whether ImageJ wrote the file. */
  readonly isImageJ: boolean;
}

export const PHOTOMETRIC = { rgb: 2, palette: 3, cmyk: 5, ycbcr: 6 } as const;

const PHOTOMETRIC_NAMES = new Map([
  [8, 'CIELAB'],
  [9, 'ICCLAB'],
  [10, 'ITULAB'],
  [32803, 'raw sensor'],
  [32844, 'LogL'],
  [32845, 'LogLuv'],
]);

/** Throws `unsupported-feature`, `truncated-file` and `unreadable-file`. `fileBytes` bounds the blocks. */
export function tiffPage(
  path: string,
  directory: TiffDirectory,
  littleEndian: boolean,
  fileBytes: number,
  isImageJ: boolean,
): TiffPage {
  const bits = numbersField(directory, TAG.bitsPerSample);
  const format = numberField(directory, TAG.sampleFormat, 1);
  const shape = {
    width: numberField(directory, TAG.imageWidth, 0),
    height: numberField(directory, TAG.imageLength, 0),
    samples: numberField(directory, TAG.samplesPerPixel, 1),
    // TIFF 6.0 section 8: one bit where the file does not say; writers of 1-bit masks omit it.
    bits: bits[0] ?? 1,
    // 4 is "undefined", which readers take as unsigned.
    format: format === 4 ? 1 : format,
    compression: numberField(directory, TAG.compression, CODEC.none),
    photometric: numberField(directory, TAG.photometric, 1),
    predictor: numberField(directory, TAG.predictor, 1),
    planar: numberField(directory, TAG.planarConfiguration, 1) === 2,
  };
  checkSides(path, shape.width, shape.height);
  checkSamples(path, shape, bits);
  checkCoding(path, shape);
  // TIFF 6.0 section 16: 1 is CMYK, 2 any other inks.
  if (shape.photometric === PHOTOMETRIC.cmyk && numberField(directory, TAG.inkSet, 1) !== 1) {
    throw unsupportedFeature(path, 'inks other than CMYK');
  }
  const blocks = tiffBlocks(path, directory, shape, fileBytes);
  if (blocks === null) throw truncatedFile(path);
  return {
    ...shape,
    littleEndian,
    blocks,
    lowBitFirst: numberField(directory, TAG.fillOrder, 1) === 2,
    extraSamples: numbersField(directory, TAG.extraSamples),
    colorMap: numbersField(directory, TAG.colorMap),
    jpegTables: numbersField(directory, TAG.jpegTables),
    isImageJ,
  };
}

type PageShape = Pick<
  TiffPage,
  'bits' | 'format' | 'samples' | 'compression' | 'photometric' | 'predictor' | 'planar'
>;

function checkSamples(path: string, { samples, bits, format }: PageShape, all: readonly number[]): void {
  if (samples < 1) throw unreadableFile(path, 'it has no channels.');
  if (all.some((other) => other !== bits)) throw unsupportedFeature(path, 'channels of different depths');
  const read =
    format === 3 ? bits === 16 || bits === 32 || bits === 64 : format <= 2 && bits >= 1 && bits <= 32;
  const kind = ['', 'unsigned', 'signed', 'float'][format] ?? 'complex';
  if (!read) throw unsupportedFeature(path, `${bits}-bit ${kind} samples`);
}

function checkCoding(path: string, page: PageShape): void {
  const refusal = codecRefusal(page) ?? colourRefusal(page) ?? predictorRefusal(page);
  if (refusal !== null) throw unsupportedFeature(path, refusal);
}

function colourRefusal({ photometric, compression, samples, format, planar }: PageShape): string | null {
  if (photometric === PHOTOMETRIC.ycbcr && planar) return 'YCbCr channels in strips of their own';
  if (photometric === PHOTOMETRIC.ycbcr && compression !== CODEC.jpeg) return 'YCbCr colours outside JPEG';
  if (photometric === PHOTOMETRIC.cmyk && (samples < 4 || format !== 1)) return 'CMYK colours of this kind';
  const name = PHOTOMETRIC_NAMES.get(photometric);
  return name === undefined ? null : `${name} colours`;
}

function predictorRefusal({ predictor, bits, format }: PageShape): string | null {
  if (predictor === 1) return null;
  const whole = bits === 8 || bits === 16 || bits === 32 || bits === 64;
  if (predictor === 2 && whole) return null;
  if (predictor === 3 && format === 3) return null;
  return `TIFF predictor ${predictor} with ${bits}-bit samples`;
}
