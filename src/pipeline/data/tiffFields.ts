/** Values of a TIFF page's fields by tag number, from a directory that was read eagerly. */
import type { ImageFileDirectory } from 'geotiff';

export const TAG = {
  imageWidth: 256,
  imageLength: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  imageDescription: 270,
  stripOffsets: 273,
  samplesPerPixel: 277,
  stripByteCounts: 279,
  predictor: 317,
  colorMap: 320,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  extraSamples: 338,
  sampleFormat: 339,
} as const;

/** The field's value, or `fallback` where the page does not state it as one number. */
export function numberField(directory: ImageFileDirectory, tag: number, fallback: number): number {
  const value: unknown = directory.actualizedFields.get(tag);
  return typeof value === 'number' ? value : fallback;
}

/** The field's values; empty where the page does not state it. */
export function numbersField(directory: ImageFileDirectory, tag: number): number[] {
  const value: unknown = directory.actualizedFields.get(tag);
  if (typeof value === 'number') return [value];
  return isNumbers(value) ? Array.from(value, Number) : [];
}

export function textField(directory: ImageFileDirectory, tag: number): string {
  const value: unknown = directory.actualizedFields.get(tag);
  return typeof value === 'string' ? value : '';
}

/** Sets a field; the decoder then reads the page as if the file had said so. */
export function setField(directory: ImageFileDirectory, tag: number, value: number | number[]): void {
  directory.actualizedFields.set(tag, value);
}

function isNumbers(value: unknown): value is ArrayLike<number | bigint> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
