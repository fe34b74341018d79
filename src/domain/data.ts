/** Stage "data": files, the image planes in them, which mask belongs to which image, what was refused. */
import type { ErrorData } from '../common/errors';
import type { MaskReading, ValueCount } from './labels';
import type { SampleType } from './raster';

/** One page of one file. `page` counts from 0. */
export interface PlaneSource {
  readonly path: string;
  readonly page: number;
  readonly pages: number;
}

/** One image plane of the dataset, with its mask where one was found. */
export interface ImageItem {
  /** Stable within a session: `path` for single pages, `path#page` for stacks. */
  readonly id: string;
  /** Short name to show: the file's name, with the page for stacks. */
  readonly name: string;
  readonly source: PlaneSource;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly type: SampleType;
  readonly mask: PlaneSource | null;
  /** Why this mask was chosen ("same name in masks/"), or why there is none. One plain clause. */
  readonly reason: string;
}

/** A file or page that is kept out, with a sentence naming it. */
export interface Refusal {
  readonly path: string;
  readonly error: ErrorData;
}

/** A mask that no image wanted. */
export interface Unpaired {
  readonly path: string;
  readonly page: number;
  readonly reason: string;
}

/** Everything the page needs to know of the images that are loaded. Pixels stay in the worker. */
export interface Dataset {
  /** Images in natural order (2 before 10). Those with a mask can be trained on; all can be predicted. */
  readonly images: readonly ImageItem[];
  readonly unpaired: readonly Unpaired[];
  readonly refused: readonly Refusal[];
  /** How the masks are read; null while no image has a mask. */
  readonly reading: MaskReading | null;
  /** Where the reading came from: decided by the rules, or the user's choice. */
  readonly readingBy: 'rule' | 'user';
  /** Distinct mask values, ascending, over all paired masks; at most the first 64. */
  readonly values: readonly ValueCount[];
  /** Share of labelled pixels of each class, 0..1; empty while there is no reading. */
  readonly classShares: readonly number[];
}

export const EMPTY_DATASET: Dataset = {
  images: [],
  unpaired: [],
  refused: [],
  reading: null,
  readingBy: 'rule',
  values: [],
  classShares: [],
};

/** Images that have a mask, in dataset order. */
export function labelledImages(dataset: Dataset): ImageItem[] {
  return dataset.images.filter((image) => image.mask !== null);
}
