/** The live preview: exactly the patches that training draws at step 0, each beside its unaugmented self. */
import type { AugmentSettings, Patch } from '../../domain/augment';
import type { Example } from '../../domain/example';
import { MAX_CLASSES } from '../../domain/labels';
import { drawPatch, plainPatch } from './drawPatch';
import type { PatchGeometry } from './warp';

/** A preview shows which pixels count, not how much, so every class weighs 1. */
const EQUAL_WEIGHTS: readonly number[] = Array.from({ length: MAX_CLASSES }, () => 1);

/** `count` pairs, the patches of indices 0..count-1 of step 0. `examples` are all labelled, at least one. */
export function previewPatches(
  examples: readonly Example[],
  geometry: PatchGeometry,
  augment: AugmentSettings,
  { seed, count }: { readonly seed: number; readonly count: number },
): { readonly augmented: Patch; readonly plain: Patch }[] {
  return Array.from({ length: count }, (_, index) => {
    const key = { seed, step: 0, index };
    return {
      augmented: drawPatch(examples, geometry, augment, EQUAL_WEIGHTS, key),
      plain: plainPatch(examples, geometry, EQUAL_WEIGHTS, key),
    };
  });
}
