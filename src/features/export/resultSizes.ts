/** How many files a kind comes to, and how large they are, roughly, before they are made. Pure. */
import { type CountedImage, type ResultKind, resultFiles } from '../../domain/exports';

export interface SizedImage extends CountedImage {
  readonly width: number;
  readonly height: number;
}

/**
 * Bytes a pixel, or a pixel and class for probabilities, as measured on the generated sample with a network of 40 steps:
 * one that is surer makes smaller files. What is written once an object depends on how many there are, and is not
 * guessed.
 */
const BYTES_A_PIXEL: Readonly<Partial<Record<ResultKind, number>>> = {
  masks: 0.02,
  maskStack: 0.02,
  objectPng: 0.03,
  objectTiff: 0.04,
  probabilityTiff: 1.4,
  probabilityPng: 1.2,
  overlay: 1.3,
};

export interface RoughSize {
  readonly files: number;
  /** Null where it depends on the objects. */
  readonly bytes: number | null;
}

/** `classes` counts the background. */
export function roughSize(kind: ResultKind, images: readonly SizedImage[], classes: number): RoughSize {
  const files = resultFiles(kind, images, classes);
  const a = BYTES_A_PIXEL[kind];
  if (a === undefined) return { files, bytes: null };
  const pixels = images.reduce((sum, { width, height }) => sum + width * height, 0);
  const planes = kind === 'probabilityTiff' || kind === 'probabilityPng' ? classes : 1;
  return { files, bytes: a * planes * pixels };
}

/** Of several kinds together: those whose size is not known are left out of the bytes. */
export function roughSum(
  kinds: readonly ResultKind[],
  images: readonly SizedImage[],
  classes: number,
): RoughSize {
  const sizes = kinds.map((kind) => roughSize(kind, images, classes));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return { files: sum(sizes.map(({ files }) => files)), bytes: sum(sizes.map(({ bytes }) => bytes ?? 0)) };
}
