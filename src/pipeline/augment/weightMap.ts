/** Weights of one label map before any augmentation, with the labels that belong to them. */
import type { LabelMap } from '../../domain/labels';
import type { WeightSettings } from '../../domain/weights';
import { separateLabels } from '../data/separateLabels';
import { borderWeights } from './borderWeights';

export interface WeightMap {
  /** The labels to train on; the map that was given where no objects touch, or with kind `none`. */
  readonly labels: LabelMap;
  /** [H, W], added to the weight of the pixel's class. */
  readonly border: Float32Array<ArrayBuffer>;
}

/**
 * At the scale of `labels`, which is the training scale. Touching objects are separated first, and both results
 * belong together: with the labels as they were, the line between two objects would weigh most and say "object".
 */
export function weightMap(labels: LabelMap, settings: WeightSettings): WeightMap {
  const separated = settings.kind === 'none' ? labels : separateLabels(labels, settings.background);
  return { labels: separated, border: borderWeights(separated, settings) };
}
