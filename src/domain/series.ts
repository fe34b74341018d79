/** Several runs planned at once: does more data help (learning curve), how sure is the score (cross-validation). */
import type { Assessment, Spread } from './metrics';
import { type SplitIds, shuffled, splitIds } from './splitIds';
import { FEW_IMAGES, heldOutShare } from './suggestedSplit';
import type { TrainSettings } from './train';

/**
 * `learningCurve`: the same held-out images after training on 1, 2, 4, ... of the others, each set within the next.
 * `crossValidation`: every image held out once, in `folds` runs.
 */
export type SeriesKind = 'learningCurve' | 'crossValidation';

/** One run of a series. */
export interface SeriesRun {
  /** From 0, in the order in which they are made. */
  readonly index: number;
  readonly split: SplitIds;
}

export interface SeriesOutcome {
  readonly run: SeriesRun;
  /** Of the run's best weights on its held-out images. */
  readonly assessment: Assessment;
  /** Planned for the run, and for all of the series. */
  readonly steps: number;
}

/** One place on the curve. */
export interface SeriesPoint {
  /** Images trained on. */
  readonly images: number;
  /** Mean and standard deviation of the mean Dice over held-out images, or over folds. */
  readonly meanDice: Spread;
  readonly meanIou: Spread;
}

export interface SeriesProgress {
  readonly kind: SeriesKind;
  readonly runs: readonly SeriesRun[];
  readonly done: readonly SeriesOutcome[];
  /** The run under way; null before the first and after the last. */
  readonly current: { readonly run: SeriesRun; readonly step: number; readonly steps: number } | null;
}

export interface SeriesResult {
  readonly kind: SeriesKind;
  readonly runs: readonly SeriesRun[];
  /** All of `runs`, or fewer where it was cancelled: given back in the next request, they are not made again. */
  readonly done: readonly SeriesOutcome[];
  /** Ascending by images. Of cross-validation one. */
  readonly points: readonly SeriesPoint[];
  /** What follows, plainly. */
  readonly sentence: string;
}

/** Fewer cannot say anything: one is held out, and there are two sizes to compare, or two folds. */
const LEAST_IMAGES = { learningCurve: 3, crossValidation: 2 } as const satisfies Record<SeriesKind, number>;

/** Why the series cannot be made of so many labelled images, as a sentence with what to do; null where it can. */
export function seriesRefusal(kind: SeriesKind, labelled: number): string | null {
  const least = LEAST_IMAGES[kind];
  if (labelled >= least) return null;
  const what = kind === 'learningCurve' ? 'A learning curve' : 'Cross-validation';
  return `${what} needs at least ${least} labelled images; there are ${labelled}. Label more images first.`;
}

/**
 * The runs that a series takes, for its cost and to make them: empty where seriesRefusal has a reason. `ids` are the
 * labelled images in dataset order; seed, folds and who is held out are those of the settings, but whole images.
 */
export function planSeries(kind: SeriesKind, settings: TrainSettings, ids: readonly string[]): SeriesRun[] {
  if (seriesRefusal(kind, ids.length) !== null) return [];
  const splits = kind === 'learningCurve' ? growing(settings, ids) : folded(settings, ids);
  return splits.map((split, index) => ({ index, split }));
}

function growing(settings: TrainSettings, ids: readonly string[]): SplitIds[] {
  const { train, validation } = wholeImages(settings, ids);
  const order = shuffled(train, settings.seed);
  return curveSizes(train.length).map((size) => {
    const chosen = new Set(order.slice(0, size));
    return { train: train.filter((id) => chosen.has(id)), validation };
  });
}

/** 1, 2, 4, ... and all. */
export function curveSizes(most: number): number[] {
  const sizes: number[] = [];
  for (let size = 1; size < most; size *= 2) sizes.push(size);
  return [...sizes, most];
}

/** The settings' own split where it holds out whole images and leaves two; else some are drawn. */
function wholeImages(settings: TrainSettings, ids: readonly string[]): SplitIds {
  const own = splitIds(settings, ids);
  const usable = settings.split !== 'spatial' && own.validation.length > 0 && own.train.length > 1;
  if (usable) return own;
  const validationImages = ids.length <= FEW_IMAGES ? 1 : heldOutShare(ids.length);
  return splitIds({ ...settings, split: 'drawn', validationImages }, ids);
}

function folded(settings: TrainSettings, ids: readonly string[]): SplitIds[] {
  const folds = Math.min(settings.folds, ids.length);
  const split = settings.split === 'blocks' ? 'blocks' : 'folds';
  return Array.from({ length: folds }, (_, fold) => splitIds({ ...settings, split, folds, fold }, ids));
}
