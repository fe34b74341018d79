/** Stage "data": files, the image planes in them, which mask belongs to which image, what was refused. */
import type { ErrorData } from '../common/errors';
import type { Turn } from './findings';
import { DEFAULT_NORMALISATION, type Normalisation } from './intensity';
import type { MaskReading, ValueCount } from './labels';
import type { MaskJudgement, ObjectSizes } from './masks';
import type { SampleType } from './raster';
import { AS_IS, type PixelSize, type TrainingScale } from './scale';

/** One page of one file. `page` counts from 0. */
export interface PlaneSource {
  readonly path: string;
  readonly page: number;
  readonly pages: number;
}

/** The mask of one image. */
export interface MaskRef {
  /** One plane; more where a set has one file an object, in natural order. */
  readonly planes: readonly PlaneSource[];
  /** Of one file an object: the class that each file's name says ("circle"), null where it says none. */
  readonly words: readonly (string | null)[];
  /**
   * Where the planes are outlines of an annotation file: the size at which they are drawn, that of the image. `words`
   * are then the classes that the outlines name.
   */
  readonly outlinedAt?: { readonly width: number; readonly height: number };
  /** Where the plane has another size than its image, and the user wants it brought to it. */
  readonly fit?: MaskFit;
}

/** Rows and columns of a mask change places, or are turned, as `turn` says; then it is scaled to the size of its image, px. */
export interface MaskFit {
  readonly turn: Turn | null;
  readonly width: number;
  readonly height: number;
}

/** The user's word on one image: these planes are its mask, whatever their names say; none is "no mask". */
export interface PairChoice {
  readonly imageId: string;
  /** Ids of planes; several are one file an object. */
  readonly maskIds: readonly string[];
  /** How a mask of another size is laid on its image; without it, it is refused. */
  readonly fit?: { readonly turn: Turn | null } | undefined;
}

/** One image plane of the dataset, with its mask where one was found. */
export interface ImageItem {
  /** Stable within a session: `path` for single pages, `path#page` for stacks. */
  readonly id: string;
  /** Short name to show: the file's name, with the page or its place in a hyperstack for stacks. */
  readonly name: string;
  readonly source: PlaneSource;
  readonly width: number;
  readonly height: number;
  /** Channels that the network gets: those chosen of the file's. */
  readonly channels: number;
  /** Channels in the file. */
  readonly storedChannels: number;
  readonly type: SampleType;
  readonly pixelSize: PixelSize | null;
  /** Too large to be held whole: shown small, not trained on, predicted by rows into a file. */
  readonly large: boolean;
  readonly mask: MaskRef | null;
  /** A mask that was refused for its size, and could be brought to that of the image. */
  readonly misfit?: MaskRef | undefined;
  /** Of labels drawn in the studio, which stand in place of the mask: a checksum of them. Absent where there are none. */
  readonly drawn?: string | undefined;
  /** Why this mask was chosen ("same name in masks/"), or why there is none. One plain clause. */
  readonly reason: string;
}

/** A file or page that is kept out, with a sentence naming it. */
export interface Refusal {
  readonly path: string;
  readonly error: ErrorData;
}

/** What was kept out and matters: not the notes and tables that lie beside images in most folders. */
export function misfitsOf({ refused }: Pick<Dataset, 'refused'>): Refusal[] {
  return refused.filter(({ error }) => error.code !== 'not-an-image');
}

/** A mask that no image wanted, or a file that is neither. */
export interface Unpaired {
  readonly path: string;
  readonly page: number;
  readonly pages: number;
  readonly reason: string;
}

/** Everything the page needs to know of the images that are loaded. Pixels stay in the worker. */
export interface Dataset {
  /** Images in natural order (2 before 10). Those with a mask or drawn labels can be trained on; all can be predicted. */
  readonly images: readonly ImageItem[];
  readonly unpaired: readonly Unpaired[];
  readonly refused: readonly Refusal[];
  /** How the masks are read, and what the classes of drawn labels are; null while no image has either and nobody chose. */
  readonly reading: MaskReading | null;
  /** Where the reading came from: decided by the rules, or the user's choice. */
  readonly readingBy: 'rule' | 'user';
  /** What kind of masks these are, and why; null while no image has a mask. */
  readonly judgement: MaskJudgement | null;
  /** Null while no image has a mask, or no mask holds an object. */
  readonly objects: ObjectSizes | null;
  /** Classes that the names of one file an object say, in order; empty where they say none. */
  readonly words: readonly string[];
  /** The user's corrections of the pairing, in the order they were made. */
  readonly pairChoices: readonly PairChoice[];
  /** Indices of the file's channels that the network gets, in its order; null for all. */
  readonly channelChoice: readonly number[] | null;
  /** As the files name them, for the file's channels; null where nothing does. */
  readonly channelNames: readonly string[] | null;
  readonly normalisation: Normalisation;
  readonly scale: TrainingScale;
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
  judgement: null,
  objects: null,
  words: [],
  pairChoices: [],
  channelChoice: null,
  channelNames: null,
  normalisation: DEFAULT_NORMALISATION,
  scale: AS_IS,
  values: [],
  classShares: [],
};

/** Whether there is a truth for the image: a mask, or labels drawn in the studio. */
export function hasLabels({ mask, drawn }: Pick<ImageItem, 'mask' | 'drawn'>): boolean {
  return mask !== null || drawn !== undefined;
}

/** Images that can be trained on, in dataset order: they have labels, and are small enough to be held whole. */
export function labelledImages(dataset: Dataset): ImageItem[] {
  return dataset.images.filter((image) => hasLabels(image) && !image.large);
}

/** `path` for single images, `path#page` for pages of stacks: what image ids and mask ids are. */
export function planeId({ path, page, pages }: PlaneSource): string {
  return pages > 1 ? `${path}#${page}` : path;
}
