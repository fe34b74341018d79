/** The weight of each class, to which borderWeights are added. */
import type { WeightSettings } from '../../domain/weights';
import { balancedWeights } from './classWeights';

/**
 * From the labelled pixels of each class over the whole training set, `countClasses` of the labels that are
 * trained on. `falk`: `base` for the background and 1 for every other class. Not all counts are 0.
 */
export function baseWeights(settings: WeightSettings, counts: readonly number[]): number[] {
  const { kind, background, balance, falk } = settings;
  if (kind === 'falk') return counts.map((_, label) => (label === background ? falk.base : 1));
  return balance === 'balanced' ? balancedWeights(counts) : counts.map(() => 1);
}
