/** Scores of labels against truth. Classes absent from truth and prediction are null and leave the mean. */

export interface Scores {
  /** Share of labelled pixels that are right, 0..1; null where no pixel is labelled. */
  readonly pixelAccuracy: number | null;
  /** Intersection over union of each class. */
  readonly iou: readonly (number | null)[];
  /** Dice coefficient of each class. */
  readonly dice: readonly (number | null)[];
  readonly meanIou: number | null;
  readonly meanDice: number | null;
}
