/** Stage "train": whole recipes by name, and what a choice of one came to. The recipes themselves: pipeline/train/presets. */
import type { AugmentSettings } from './augment';
import type { ObjectSizes } from './masks';
import type { TrainingScale } from './scale';
import type { TrainSettings } from './train';

/**
 * - `paper`: Ronneberger, Fischer, Brox 2015, as exactly as it says. `modern`: what nnU-Net taught since.
 * - `fast`: small and quick, to see whether the labels teach anything. `auto`: chosen from the images and the device.
 */
export const TRAIN_PRESETS = ['auto', 'fast', 'modern', 'paper'] as const;

export type TrainPreset = (typeof TRAIN_PRESETS)[number];

/** What the user says; everything else follows from the images and the device. */
export interface TrainChoice {
  readonly preset: TrainPreset;
  /** Settings that the user has taken into their own hands. Time granted and seed are always among them. */
  readonly overrides: Partial<TrainSettings>;
}

/** All that a preset looks at of the images; without pixels. */
export interface ImageFacts {
  /** Of each labelled image in dataset order, px of its file, with the factors of the scale chosen now. */
  readonly images: readonly { readonly width: number; readonly height: number }[];
  readonly channels: number;
  /** Classes, background included. */
  readonly classes: number;
  /** Share of labelled pixels of each class, 0..1. */
  readonly classShares: readonly number[];
  /** Null where no mask holds an object. */
  readonly objects: ObjectSizes | null;
  /** Whether objects have numbers of their own or touch, so that lines between them matter. */
  readonly touching: boolean;
  /** Whether the images are pages of one stack: neighbours then look alike. */
  readonly stack: boolean;
  /** The user's own scale; null where the preset may choose. */
  readonly scale: TrainingScale | null;
}

/** Why a setting has its value: one plain clause with the numbers it rests on. */
export interface Reason {
  readonly setting: keyof TrainSettings | 'scale' | 'augment';
  readonly because: string;
}

/** A choice made concrete. Settings of minutes still become steps when the chosen kernels have been timed. */
export interface ChosenRun {
  readonly preset: TrainPreset;
  readonly settings: TrainSettings;
  readonly scale: TrainingScale;
  /** Null: as the user has it. */
  readonly augment: AugmentSettings | null;
  /** In the order in which they are to be read; a setting of the user's own has none. */
  readonly reasons: readonly Reason[];
}
