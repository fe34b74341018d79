/** Stage "export": what can be made of predictions, how it is asked for, and how many files that is. */
import { groupBy } from '../common/groupBy';
import type { ObjectSettings } from './objects';

/** In the order in which they are offered. */
export const RESULT_KINDS = [
  'masks',
  'maskStack',
  'objectPng',
  'objectTiff',
  'probabilityTiff',
  'probabilityPng',
  'overlay',
  'geojson',
  'rois',
  'coco',
  'measurements',
  'totals',
  'scores',
] as const;

export type ResultKind = (typeof RESULT_KINDS)[number];

/** How labels are laid over images in pictures. */
export interface OverlayStyle {
  /** Of the colours, 0..1. */
  readonly opacity: number;
  /** Whether the edges of objects are drawn, in the full colour of their class. */
  readonly outlines: boolean;
  /** Classes that are not drawn. */
  readonly hidden: readonly number[];
  /** The file's channels that are shown; null for all. */
  readonly channels: readonly number[] | null;
}

/** Files of these kinds for these images, all of them predicted. */
export interface ResultsRequest {
  readonly kinds: readonly ResultKind[];
  readonly imageIds: readonly string[];
  /** How objects are cut out, and what becomes of labels before they are masks. */
  readonly settings: ObjectSettings;
  readonly overlay: OverlayStyle;
  /** The most channels that a file of these images has: columns of the measurements. */
  readonly channels: number;
}

/** A file, or a zip of several. */
export interface MadeResults {
  readonly name: string;
  readonly blob: Blob;
  /** Files in it. */
  readonly files: number;
  /** One sentence for each file that could not be made, naming its image, with the next step. */
  readonly leftOut: readonly string[];
}

/** What decides how many files there are, of each image. */
export interface CountedImage {
  readonly id: string;
  /** Whether it has a mask to be scored against. */
  readonly hasTruth: boolean;
}

/** `classes` counts the background. 0 where there is nothing to make files of. */
export function resultFiles(kind: ResultKind, images: readonly CountedImage[], classes: number): number {
  if (images.length === 0) return 0;
  if (kind === 'probabilityPng') return classes * images.length;
  if (kind === 'maskStack') return maskStacks(images.map(({ id }) => id)).size;
  if (kind === 'scores') return images.some(({ hasTruth }) => hasTruth) ? 1 : 0;
  return COLLECTED.includes(kind) ? 1 : images.length;
}

/** One file holds all images. */
const COLLECTED: readonly ResultKind[] = ['coco', 'measurements', 'totals'];

/**
 * Image ids by the multi-page file that their masks go into: the path of the stack whose pages they are, '' for images
 * with a file of their own.
 */
export function maskStacks(imageIds: readonly string[]): Map<string, readonly string[]> {
  return groupBy(imageIds, (id) => /^(.*)#\d+$/.exec(id)?.[1] ?? '');
}
