/** The live preview: exactly the patches that training draws at step 0, each beside its unaugmented self. */
import type { AugmentSettings, Patch } from '../../domain/augment';
import { MAX_CLASSES } from '../../domain/labels';
import { drawPatch, plainPatch } from './drawPatch';
import type { PatchSource } from './patchSource';
import type { PatchGeometry } from './warp';

/** Where no class weights are given: every class weighs 1. */
const EQUAL_WEIGHTS: readonly number[] = Array.from({ length: MAX_CLASSES }, () => 1);

export interface PreviewDraw {
  readonly seed: number;
  readonly count: number;
  /** Those of the training plan, for its very weights; equal ones where absent. */
  readonly classWeights?: readonly number[];
}

/** `count` pairs, the patches of indices 0..count-1 of step 0. `sources` are all labelled, at least one. */
export function previewPatches(
  sources: readonly PatchSource[],
  geometry: PatchGeometry,
  augment: AugmentSettings,
  { seed, count, classWeights = EQUAL_WEIGHTS }: PreviewDraw,
): { readonly augmented: Patch; readonly plain: Patch }[] {
  return Array.from({ length: count }, (_, index) => {
    const key = { seed, step: 0, index };
    return {
      augmented: drawPatch(sources, geometry, augment, classWeights, key),
      plain: plainPatch(sources, geometry, augment, classWeights, key),
    };
  });
}
