/** Which layer can be drawn for the selected image: truth and errors need a mask. */
import type { PredictMode } from '../../state/predictSlice';

export function shownMode(mode: PredictMode, hasTruth: boolean): PredictMode {
  return !hasTruth && (mode === 'truth' || mode === 'errors') ? 'labels' : mode;
}

/** A class index that the prediction has; the last asked for may belong to another model. */
export function shownClass(classIndex: number, classes: number): number {
  return Math.min(classIndex, classes - 1);
}
