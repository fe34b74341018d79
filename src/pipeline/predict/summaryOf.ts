/** What is known of a predicted image without its pixels. Pure. Called by ResultsSession, once an image. */
import type { LabelMap } from '../../domain/labels';
import type { Prediction, PredictionSummary } from '../../domain/predict';
import { entropyMap } from '../../imaging/entropyMap';
import { scoreLabels } from '../../imaging/scores';

/** What it took. */
export type PredictionWork = Pick<PredictionSummary, 'tiles' | 'smallerTile' | 'ms' | 'options'>;

/** `truth` has the prediction's size; null for an image without a mask. */
export function summaryOf(
  { imageId, width, height, classes, labels, probabilities }: Prediction,
  truth: LabelMap | null,
  work: PredictionWork,
): PredictionSummary {
  return {
    ...{ imageId, width, height, classes },
    scores: truth && scoreLabels(truth, labels, classes),
    uncertainty: mean(entropyMap(probabilities, classes, 255)) / 255,
    shares: sharesOf(labels, classes),
    ...work,
  };
}

/** How many pixels have each of the 256 values of a class's probability: [classes][256]. */
export function probabilityHistogram({ classes, probabilities }: Prediction): number[][] {
  const pixels = probabilities.length / classes;
  return Array.from({ length: classes }, (_, index) => {
    const bins = new Float64Array(256);
    for (const value of probabilities.subarray(index * pixels, (index + 1) * pixels)) {
      bins[value] = (bins[value] ?? 0) + 1;
    }
    return [...bins];
  });
}

function sharesOf(labels: Uint8Array, classes: number): number[] {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return Array.from(counts, (count) => count / Math.max(1, labels.length));
}

function mean(values: Uint8Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / Math.max(1, values.length);
}
