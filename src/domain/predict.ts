/** Stage "predict": how an image is predicted, what is kept of it as a line, and its pixels. */
import type { Scores } from './metrics';

export interface PredictOptions {
  /** Whether each tile is also shown turned and mirrored, and the eight answers are averaged: 8 times as long. */
  readonly tta: boolean;
  /** Kept runs whose networks are averaged with that of the current model. */
  readonly runIds: readonly string[];
  /** Of images that are too large to be held whole: whether their probabilities are written to a file, too. */
  readonly probabilities?: boolean | undefined;
}

/** The current model alone, each tile once. */
export const PLAIN_PREDICT: PredictOptions = { tta: false, runIds: [] };

/** What is left of images to predict one after the other; outlives a reload. */
export interface PredictQueue {
  readonly imageIds: readonly string[];
  readonly options: PredictOptions;
}

/** All that is known of a predicted image without its pixels: a few hundred bytes, so that a thousand of them are nothing. */
export interface PredictionSummary {
  readonly imageId: string;
  readonly width: number;
  readonly height: number;
  readonly classes: number;
  /** Against the image's own mask; null where it has none, or one with classes that the model does not know. */
  readonly scores: Scores | null;
  /** How unsure the model is: the mean over the pixels of the entropy of their probabilities, 0 sure, 1 all alike. */
  readonly uncertainty: number;
  /** Of the pixels, by class, 0..1. */
  readonly shares: readonly number[];
  readonly tiles: number;
  /** Side of the tiles, px, where the device had no room for as large ones as wanted. */
  readonly smallerTile?: number;
  readonly ms: number;
  readonly options: PredictOptions;
}

/** Labels and probabilities of one whole image. */
export interface Prediction {
  readonly imageId: string;
  readonly width: number;
  readonly height: number;
  readonly classes: number;
  /** [height, width], index of the most probable class. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** [classes, height, width], probability of each class, 0..255 for 0..1. For display and thresholds. */
  readonly probabilities: Uint8Array<ArrayBuffer>;
}
