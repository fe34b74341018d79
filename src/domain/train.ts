/** Stage "train": what the user chooses, what is frozen before step 0, what comes of it. */
import type { AugmentSettings } from './augment';
import { checkedChoice } from './checkedChoice';
import { checkedNumber, type NumberLimits } from './checkedNumber';
import type { Normalisation } from './intensity';
import type { ClassInfo } from './labels';
import type { Assessment, Scores } from './metrics';
import { MAX_DROPOUT, type Norm, type Padding, SPEC_RANGES, type UNetSpec } from './network';
import type { TrainingScale } from './scale';
import type { WeightSettings } from './weights';

/** `adam` with weight decay is AdamW: the decay is decoupled. `sgd` and `nesterov` have momentum. */
export type OptimizerKind = 'adam' | 'sgd' | 'nesterov';

/**
 * The learning rate over a run, after the warm-up, which rises linearly: `constant`; `polynomial`, which falls to 0 with
 * the power 0.9 (nnU-Net); `oneCycle`, a cosine from the top to 0 (Smith 2018, with the warm-up as its first part).
 */
export type ScheduleKind = 'constant' | 'polynomial' | 'oneCycle';

/**
 * Who is held out:
 * - `last`: the last `validationImages` of the list. `drawn`: as many, drawn by the seed.
 * - `folds`: images dealt to `folds` by the seed, of which `fold` is held out. As many folds as images: leave one out.
 * - `blocks`: the same with neighbours of the list together, for the slices of a stack.
 * - `spatial`: of each image a block, with a guard band around it that nobody trains on: for one to three images.
 */
export type SplitKind = 'last' | 'drawn' | 'folds' | 'blocks' | 'spatial';

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
  readonly schedule: ScheduleKind;
  /** Share of the steps over which the learning rate rises from near 0, 0..0.5. */
  readonly warmup: number;
  /** SGD and Nesterov only, 0..1. The paper: 0.99. */
  readonly momentum: number;
  /** 0 for none. nnU-Net: 3e-5. */
  readonly weightDecay: number;
  /** Norm above which a gradient is scaled down to it; 0 for never. nnU-Net: 12. */
  readonly clipNorm: number;
  /** Of the weights' moving average, which is then what is scored and kept; 0 for none. */
  readonly emaDecay: number;
  /**
   * Time granted, minutes: the steps are those that fit into it by the device's own measurements, settled before step 0.
   * 0 where `steps` says how many.
   */
  readonly minutes: number;
  /** Validations in a row without a better score after which a run ends by itself; 0 for never. */
  readonly patience: number;
  readonly split: SplitKind;
  /** Number of labelled images held out by `last` and `drawn`. */
  readonly validationImages: number;
  /** Into how many parts `folds` and `blocks` deal the images, and which of them, from 0, is held out. */
  readonly folds: number;
  readonly fold: number;
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
  schedule: 'constant',
  warmup: 0,
  momentum: 0.99,
  weightDecay: 0,
  clipNorm: 0,
  emaDecay: 0,
  minutes: 0,
  patience: 0,
  split: 'last',
  validationImages: 1,
  folds: 5,
  fold: 0,
  seed: 1,
};

/** Range of every number in the settings, for sliders and for the check. */
export const TRAIN_LIMITS = {
  depth: { min: SPEC_RANGES.depth[0], max: SPEC_RANGES.depth[1], whole: true },
  width: { min: SPEC_RANGES.width[0], max: SPEC_RANGES.width[1], whole: true },
  dropout: { min: 0, max: MAX_DROPOUT, whole: false },
  tile: { min: 16, max: 1024, whole: true },
  batch: { min: 1, max: 32, whole: true },
  steps: { min: 1, max: 100_000, whole: true },
  learningRate: { min: 1e-6, max: 1, whole: false },
  warmup: { min: 0, max: 0.5, whole: false },
  momentum: { min: 0, max: 0.999, whole: false },
  weightDecay: { min: 0, max: 1, whole: false },
  clipNorm: { min: 0, max: 1e6, whole: false },
  emaDecay: { min: 0, max: 0.9999, whole: false },
  minutes: { min: 0, max: 24 * 60, whole: false },
  patience: { min: 0, max: 1000, whole: true },
  validationImages: { min: 0, max: 1000, whole: true },
  folds: { min: 2, max: 1000, whole: true },
  fold: { min: 0, max: 999, whole: true },
  seed: { min: 0, max: 2 ** 32 - 1, whole: true },
} as const satisfies Partial<Record<keyof TrainSettings, NumberLimits>>;

const CHOICES = {
  padding: ['valid', 'same'],
  norm: ['none', 'instance'],
  activation: ['relu', 'leaky'],
  skips: ['on', 'off'],
  loss: ['crossEntropy', 'diceCrossEntropy'],
  optimizer: ['adam', 'sgd', 'nesterov'],
  schedule: ['constant', 'polynomial', 'oneCycle'],
  split: ['last', 'drawn', 'folds', 'blocks', 'spatial'],
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

/** A rectangle of an image at the training scale, px. */
export interface HeldOutBlock {
  readonly imageId: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Who is trained on and who is held out, by the ids of images. */
export interface Split {
  readonly kind: SplitKind;
  readonly train: readonly string[];
  readonly validation: readonly string[];
  /**
   * Of a `spatial` split, in which every image is in both lists: only these blocks are scored, and nothing within
   * `guard` px of them is trained on. Null for the others, whose lists are disjoint.
   */
  readonly spatial: { readonly guard: number; readonly blocks: readonly HeldOutBlock[] } | null;
}

/** Of one image as a run has it: its normalised pixels, and its labels at the training scale. Size and CRC-32 as text. */
export interface ImageSum {
  readonly pixels: string;
  readonly labels: string;
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
  readonly schedule: { readonly kind: ScheduleKind; readonly warmupSteps: number };
  readonly momentum: number;
  readonly weightDecay: number;
  /** 0 for none. */
  readonly clipNorm: number;
  /** 0 for none. */
  readonly emaDecay: number;
  /** Time granted, from which `steps` was settled before step 0; 0 where the steps were given. */
  readonly minutes: number;
  readonly patience: number;
  /** Weight of each class in the loss, mean 1 over the labelled pixels of the training images. */
  readonly classWeights: readonly number[];
  readonly split: Split;
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
  /** Of every image of the split, by id; a run that goes on is held to them. Not there in previews and in old files. */
  readonly imageSums?: Readonly<Record<string, ImageSum>>;
  /** Added by the trainer when it has chosen, before step 0; where it is there already nothing is measured. */
  readonly kernelVariants?: PlannedKernels;
}

export interface TrainSummary {
  readonly plan: TrainPlan;
  /** Steps done; fewer than planned where the run was stopped. */
  readonly stepsDone: number;
  /** By the user. */
  readonly stopped: boolean;
  /** By itself: `patience` validations brought nothing better. */
  readonly stoppedEarly: boolean;
  /** The step whose weights were kept. */
  readonly bestStep: number;
  readonly finalLoss: number | null;
  /** Scores of the kept (best) weights on all held-out pixels; null where none are held out. */
  readonly scores: Scores | null;
  /** What those weights are worth, also where nothing is held out and it can only say so; null after a failure. */
  readonly assessment: Assessment | null;
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
  /** The run of a project that made it; absent for one of the command line, or of an older studio. */
  readonly runId?: string | undefined;
}
