/** The presets that do not look at the device: fast, modern and paper, as settings with their reasons. Pure; called by chooseRun. */
import type { AugmentSettings } from '../../domain/augment';
import { AUGMENT_PRESETS } from '../../domain/augmentPresets';
import type { ChosenRun, ImageFacts, Reason, TrainPreset } from '../../domain/presets';
import { AS_IS } from '../../domain/scale';
import { suggestedSplit } from '../../domain/suggestedSplit';
import { DEFAULT_TRAIN, type TrainSettings } from '../../domain/train';

type FixedPreset = Exclude<TrainPreset, 'auto'>;

interface Recipe {
  readonly settings: Partial<TrainSettings>;
  /** Null: as the user has it. */
  readonly augment: AugmentSettings | null;
  readonly reasons: readonly Reason[];
}

/** Small, and at a rate that a run of a few hundred steps can use. */
const FAST: Recipe = {
  settings: {
    depth: 2,
    width: 8,
    tile: 96,
    batch: 2,
    loss: 'diceCrossEntropy',
    optimizer: 'adam',
    learningRate: 0.005,
    weightDecay: 1e-4,
    schedule: 'oneCycle',
    warmup: 0.1,
    minutes: 2,
  },
  augment: null,
  reasons: [
    { setting: 'width', because: 'small, to see within minutes whether the labels teach anything' },
    { setting: 'learningRate', because: 'high, since the rate falls to 0 over the few steps there are' },
  ],
};

/**
 * nnU-Net v2 (nnUNetTrainer and nnUNetPlans, read in 2026): instance norm, leaky ReLU, Dice with cross-entropy, SGD with
 * Nesterov momentum, polynomial decay, weight decay 3e-5, gradients clipped at 12; 32 channels at the first level.
 */
const MODERN: Recipe = {
  settings: {
    depth: 4,
    width: 32,
    norm: 'instance',
    activation: 'leaky',
    tile: 256,
    batch: 2,
    loss: 'diceCrossEntropy',
    optimizer: 'nesterov',
    momentum: 0.99,
    learningRate: 0.01,
    schedule: 'polynomial',
    weightDecay: 3e-5,
    clipNorm: 12,
    minutes: 30,
  },
  augment: AUGMENT_PRESETS.nnunet,
  reasons: [
    { setting: 'norm', because: 'as nnU-Net has it: each channel of each image at mean 0 and deviation 1' },
    { setting: 'optimizer', because: 'as nnU-Net has it: Nesterov momentum 0.99, gradients clipped at 12' },
    { setting: 'augment', because: 'as nnU-Net has it' },
  ],
};

/** Ronneberger, Fischer, Brox 2015. Its learning rate, its number of steps and its dropout are not in the paper. */
const PAPER: Recipe = {
  settings: {
    depth: 4,
    width: 64,
    padding: 'valid',
    dropout: 0.5,
    tile: 572,
    batch: 1,
    loss: 'crossEntropy',
    optimizer: 'sgd',
    momentum: 0.99,
    learningRate: 1e-3,
    schedule: 'constant',
    minutes: 60,
  },
  augment: AUGMENT_PRESETS.paper,
  reasons: [
    { setting: 'width', because: 'figure 1 of the paper: 64 channels, 4 poolings, no padding, 572 px' },
    { setting: 'momentum', because: 'the paper: one tile a step, so many earlier ones count' },
    { setting: 'learningRate', because: 'the paper does not tell its rate' },
    { setting: 'dropout', because: 'the paper does not tell its probability: half' },
    { setting: 'augment', because: 'as the paper has it: turned, bent by 10 px, grey values shifted' },
  ],
};

const RECIPES: Readonly<Record<FixedPreset, Recipe>> = { fast: FAST, modern: MODERN, paper: PAPER };

/** At the user's scale, or as the images are; held out as suits their number. */
export function presetRun(preset: FixedPreset, facts: ImageFacts): ChosenRun {
  const { because, ...split } = suggestedSplit({ labelled: facts.images.length, stack: facts.stack });
  const { settings, augment, reasons } = RECIPES[preset];
  return {
    preset,
    settings: { ...DEFAULT_TRAIN, ...split, ...settings },
    scale: facts.scale ?? AS_IS,
    augment,
    reasons: [...reasons, { setting: 'split', because }],
  };
}
