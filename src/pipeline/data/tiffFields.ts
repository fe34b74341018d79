/** Values of a TIFF directory's fields by tag number. */

export const TAG = {
  newSubfileType: 254,
  imageWidth: 256,
  imageLength: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  imageDescription: 270,
  stripOffsets: 273,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  xResolution: 282,
  yResolution: 283,
  planarConfiguration: 284,
  resolutionUnit: 296,
  predictor: 317,
  colorMap: 320,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  subIfds: 330,
  inkSet: 332,
  extraSamples: 338,
  sampleFormat: 339,
  jpegTables: 347,
} as const;

/** One directory: numbers as they are, rationals divided, text as a string. Only tags of TAG are kept. */
export type TiffDirectory = ReadonlyMap<number, readonly number[] | string>;

export function numbersField(directory: TiffDirectory, tag: number): readonly number[] {
  const value = directory.get(tag);
  return value === undefined || typeof value === 'string' ? [] : value;
}

/** The field's first value, or `fallback` where the page does not state it. */
export function numberField(directory: TiffDirectory, tag: number, fallback: number): number {
  return numbersField(directory, tag)[0] ?? fallback;
}

export function textField(directory: TiffDirectory, tag: number): string {
  const value = directory.get(tag);
  return typeof value === 'string' ? value : '';
}
