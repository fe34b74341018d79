/** Scores of labels against truth. Classes absent from truth and prediction are null and leave the mean. */

export interface Scores {
  /** Share of labelled pixels that are right, 0..1; null where no pixel is labelled. */
  readonly pixelAccuracy: number | null;
  /** Intersection over union of each class. */
  readonly iou: readonly (number | null)[];
  /** Dice coefficient of each class. */
  readonly dice: readonly (number | null)[];
  /** Share of each class's predicted pixels that are right, and of its true pixels that were found. */
  readonly precision: readonly (number | null)[];
  readonly recall: readonly (number | null)[];
  readonly meanIou: number | null;
  readonly meanDice: number | null;
}

/** Everything a held-out set says of a model. Made at the end of a run and by `predict --truth`. */
export interface Assessment {
  /** Over all pixels together. */
  readonly scores: Scores;
  readonly images: readonly ImageAssessment[];
  /** Mean and standard deviation over images (or folds) of what each has; null where fewer than two have it. */
  readonly spread: Readonly<Record<SpreadMetric, Spread | null>>;
  readonly calibration: Calibration | null;
  /** One plain sentence: how good, how sure, and on how much it rests. */
  readonly sentence: string;
}

export type SpreadMetric = 'meanDice' | 'meanIou' | 'pixelAccuracy' | 'f1' | 'seg' | 'vRand' | 'vInfo';

export interface Spread {
  readonly mean: number;
  readonly sd: number;
  /** How many images or folds. */
  readonly count: number;
}

export interface ImageAssessment {
  readonly imageId: string;
  readonly scores: Scores;
  /** Null where the masks number no objects, and where neither truth nor prediction has one. */
  readonly objects: ObjectScores | null;
  /** Of the regions that a class of lines (membranes) encloses; null where there is none such. */
  readonly membranes: MembraneScores | null;
}

/** Objects matched one to one by their IoU. */
export interface ObjectScores {
  readonly truth: number;
  readonly predicted: number;
  /** TP / (TP + FP + FN) at IoU over 0.5, 0.55 ... 0.95, as the Data Science Bowl 2018 has it. */
  readonly averagePrecision: readonly { readonly iou: number; readonly value: number }[];
  readonly meanAveragePrecision: number;
  /** At IoU over 0.5. */
  readonly f1: number;
  /** Cell Tracking Challenge: mean IoU of each true object with the one that covers over half of it; null without one. */
  readonly seg: number | null;
}

/** Arganda-Carreras et al. 2015: F-scores of splits and merges, border pixels of the truth left out. */
export interface MembraneScores {
  readonly vRand: number;
  readonly vInfo: number;
}

/** How often the network is right where it says it is: of the probability of the chosen class. */
export interface Calibration {
  readonly bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly pixels: number;
    /** Mean probability and share right; null in an empty bin. */
    readonly confidence: number | null;
    readonly accuracy: number | null;
  }[];
  /** Mean gap between the two, weighed by pixels, 0..1. */
  readonly expectedError: number;
}
