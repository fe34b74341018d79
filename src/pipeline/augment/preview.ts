/** The live preview: exactly the patches that training draws, each beside its unaugmented self and with its draws. */
import type { AugmentSettings, Patch, PatchKey } from '../../domain/augment';
import type { PatchDescription } from '../../domain/augmentReport';
import { describePatch } from './describePatch';
import { drawPatch, plainPatch } from './drawPatch';
import type { PatchSource } from './patchSource';
import type { PatchGeometry } from './warp';

export interface PreviewedPatch {
  readonly key: PatchKey;
  readonly augmented: Patch;
  readonly plain: Patch;
  readonly description: PatchDescription;
}

/** `sources` are all labelled, at least one; `classWeights` those of the training plan; `plain` where it is known already. */
export function previewPatch(
  sources: readonly PatchSource[],
  geometry: PatchGeometry,
  augment: AugmentSettings,
  classWeights: readonly number[],
  key: PatchKey,
  plain = plainPatch(sources, geometry, augment, classWeights, key),
): PreviewedPatch {
  return {
    key,
    augmented: drawPatch(sources, geometry, augment, classWeights, key),
    plain,
    description: describePatch(sources, geometry, augment, key),
  };
}
