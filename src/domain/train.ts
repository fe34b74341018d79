/** Stage "train": what the user chooses, what is frozen before step 0, what is reported. */
import type { AugmentSettings } from './augment';
import { checkedChoice } from './checkedChoice';
import { checkedNumber, type NumberLimits } from './checkedNumber';
import type { Normalisation } from './intensity';
import type { ClassInfo } from './labels';
import type { Scores } from './metrics';
import { MAX_DROPOUT, type Norm, type Padding, SPEC_RANGES, type UNetSpec } from './network';
import type { TrainingScale } from './scale';
import type { WeightSettings } from './weights';

export type OptimizerKind = 'adam' | 'sgd';

/** Weighted cross-entropy as in the paper, or with soft Dice added to it as in nnU-Net. */
export type LossKind = 'crossEntropy' | 'diceCrossEntropy';

/** Slope of the leaky ReLU's negative half. nnU-Net: 0.01. */
export const LEAKY_SLOPE = 0.01;

/** The user's choices; `resolvePlan` turns them into a TrainPlan. */
export interface TrainSettings {
  readonly depth: number;
  readonly width: number;
  readonly padding: Padding;
  readonly norm: Norm;
  /** `leaky` has the slope LEAKY_SLOPE. */
  readonly activation: 'relu' | 'leaky';
  /** `off` trains the plain fully convolutional decoder, to see what the skip connections bring. */
  readonly skips: 'on' | 'off';
  /** Probability of dropping a value at the end of the contracting path, 0..0.9. */
  readonly dropout: number;
  readonly loss: LossKind;
  /** Side of the square training input, px; snapped to the nearest size the network allows. */
  readonly tile: number;
  readonly batch: number;
  readonly steps: number;
  readonly optimizer: OptimizerKind;
  readonly learningRate: number;
  /** SGD only, 0..1. The paper: 0.99. */
  readonly momentum: number;
  /** Number of labelled images held out, taken from the end of the list. */
  readonly validationImages: number;
  readonly seed: number;
}

export const DEFAULT_TRAIN: TrainSettings = {
  depth: 3,
  width: 16,
  padding: 'same',
  norm: 'none',
  activation: 'relu',
  skips: 'on',
  dropout: 0,
  loss: 'crossEntropy',
  tile: 128,
  batch: 2,
  steps: 400,
  optimizer: 'adam',
  learningRate: 0.002,
  momentum: 0.99,
  validationImages: 1,
  seed: 1,
};

/** What suits the generated sample: small images of thin membranes, a good model within a minute or two. */
export const SAMPLE_TRAIN = {
  depth: 2,
  width: 8,
  tile: 96,
  batch: 2,
  steps: 200,
} as const satisfies Partial<TrainSettings>;

/** Range of every number in the settings, for sliders and for the check. */
export const TRAIN_LIMITS = {
  depth: { min: SPEC_RANGES.depth[0], max: SPEC_RANGES.depth[1], whole: true },
  width: { min: SPEC_RANGES.width[0], max: SPEC_RANGES.width[1], whole: true },
  dropout: { min: 0, max: MAX_DROPOUT, whole: false },
  tile: { min: 16, max: 1024, whole: true },
  batch: { min: 1, max: 32, whole: true },
  steps: { min: 1, max: 100_000, whole: true },
  learningRate: { min: 1e-6, max: 1, whole: false },
  momentum: { min: 0, max: 0.999, whole: false },
  validationImages: { min: 0, max: 1000, whole: true },
  seed: { min: 0, max: 2 ** 32 - 1, whole: true },
} as const satisfies Partial<Record<keyof TrainSettings, NumberLimits>>;

const CHOICES = {
  padding: ['valid', 'same'],
  norm: ['none', 'instance'],
  activation: ['relu', 'leaky'],
  skips: ['on', 'off'],
  loss: ['crossEntropy', 'diceCrossEntropy'],
  optimizer: ['adam', 'sgd'],
} as const satisfies Partial<Record<keyof TrainSettings, readonly string[]>>;

/** The settings themselves; throws `bad-setting` naming the first value that is out of range or unknown. */
export function checkedTrainSettings(settings: TrainSettings): TrainSettings {
  for (const [name, limits] of Object.entries(TRAIN_LIMITS)) {
    checkedNumber(name, settings[name as keyof typeof TRAIN_LIMITS], limits);
  }
  for (const [name, choices] of Object.entries(CHOICES)) {
    checkedChoice(name, settings[name as keyof typeof CHOICES], choices);
  }
  return settings;
}

/**
 * Which of several kernels computes each convolution, by the key of its shape: measured on the device, or forced. Tiles
 * of different kinds sum in different orders, so a run keeps what it began with.
 */
export interface PlannedKernels {
  readonly forward: 'direct' | 'tiled';
  readonly inputGradient: 'direct' | 'tiled';
  readonly filterGradient: 'direct' | 'tiled';
  readonly finish: 'direct' | 'tiled';
  readonly tiles: Readonly<Record<string, string>>;
}

/** The run as a stored object, frozen before step 0. */
export interface TrainPlan {
  readonly spec: UNetSpec;
  readonly loss: LossKind;
  readonly inputSize: number;
  readonly outputSize: number;
  readonly batch: number;
  readonly steps: number;
  readonly optimizer: OptimizerKind;
  readonly learningRate: number;
  readonly momentum: number;
  /** Weight of each class in the loss, mean 1 over the labelled pixels of the training images. */
  readonly classWeights: readonly number[];
  /** Ids of the images trained on and held out. Disjoint. */
  readonly split: { readonly train: readonly string[]; readonly validation: readonly string[] };
  readonly augment: AugmentSettings;
  /** Of pixels by their place: added to the weight of their class. */
  readonly weights: WeightSettings;
  readonly normalisation: Normalisation;
  readonly scale: TrainingScale;
  /** Which of the file's channels the network gets, null for all. */
  readonly channelChoice: readonly number[] | null;
  readonly seed: number;
  /** A validation is made every so many steps, and after the last. */
  readonly validateEvery: number;
  /** Added by the trainer when it has chosen, before step 0; where it is there already nothing is measured. */
  readonly kernelVariants?: PlannedKernels;
}

/** What the network says of the middle of a held-out image while it learns. Shows, never decides. */
export interface Glimpse {
  readonly step: number;
  readonly imageId: string;
  /** The part of the image that was predicted, px. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** [height, width] of the part, class indices. */
  readonly labels: Uint8Array<ArrayBuffer>;
}

/** Progress of a run, in order of occurrence. */
export type TrainEvent =
  | { readonly type: 'planned'; readonly plan: TrainPlan }
  /** Kernels timed on this device of the most that may be, before any is compiled for the run. */
  | { readonly type: 'tuning'; readonly done: number; readonly total: number }
  /** Kernels compiled of all, before the first step; 0 of 0 while, or where, their number is not known. */
  | { readonly type: 'compiling'; readonly done: number; readonly total: number }
  | {
      readonly type: 'step';
      /** Steps done so far, counting from 1. */
      readonly step: number;
      readonly loss: number;
      /** Wall time of the step, ms, waiting for patches included. */
      readonly ms: number;
      /** The part of `ms` spent waiting for patches. */
      readonly dataWaitMs: number;
    }
  | { readonly type: 'validation'; readonly step: number; readonly scores: Scores }
  | { readonly type: 'glimpse'; readonly glimpse: Glimpse }
  | { readonly type: 'paused'; readonly step: number }
  | { readonly type: 'resumed'; readonly step: number }
  /** The device was lost and opened again; the run goes on after `step`, later steps are made anew. */
  | { readonly type: 'recovered'; readonly step: number };

export interface TrainSummary {
  readonly plan: TrainPlan;
  /** Steps done; fewer than planned where the user stopped. */
  readonly stepsDone: number;
  readonly stopped: boolean;
  readonly finalLoss: number | null;
  /** Scores of the kept (best) weights on all held-out pixels; null where none are held out. */
  readonly scores: Scores | null;
  /** Median wall time of a step after the first, ms. */
  readonly msPerStep: number | null;
}

/** What a set of weights needs to be used again. Travels inside every model file. */
export interface ModelInfo {
  readonly spec: UNetSpec;
  readonly classes: readonly ClassInfo[];
  readonly normalisation: Normalisation;
  readonly scale: TrainingScale;
  /** Which of the file's channels the network gets, null for all. */
  readonly channelChoice: readonly number[] | null;
  /** Input size trained at, px. Predicting chooses its own: without norm layers the result is the same. */
  readonly inputSize: number;
  /** Steps trained and the held-out mean IoU, for the user to tell models apart. */
  readonly steps: number;
  readonly meanIou: number | null;
}
