/** One training patch from its key: the code that training and the live preview share. */

import type { PatchKey } from '../../domain/augment';
import { type AugmentSettings, NO_AUGMENT, type Patch } from '../../domain/augment';
import { drawTransform, type PatchTransform } from './drawTransform';
import { changeIntensity } from './intensity';
import { PatchMap } from './patchMap';
import type { PatchSource } from './patchSource';
import { type PlacedPatch, placePatch } from './placePatch';
import { type PatchGeometry, patchMargin, warpPatch } from './warp';

/** Everything that is drawn for one patch, before any pixel is read. */
export interface DrawnPatch extends PlacedPatch {
  readonly transform: PatchTransform;
  readonly map: PatchMap;
}

/**
 * The patch of (seed, step, index). `sources` are all labelled, at least one; they are prepared at their first patch
 * and have to be the same objects from then on. `classWeights[c]` becomes the weight of pixels of class c.
 */
export function drawPatch(
  sources: readonly PatchSource[],
  geometry: PatchGeometry,
  augment: AugmentSettings,
  classWeights: readonly number[],
  key: PatchKey,
): Patch {
  const { source, prepared, transform, map } = drawGeometry(sources, geometry, augment, key);
  const patch = warpPatch(source, map, geometry, augment.interpolation, classWeights);
  const { image, inputSize, channels } = patch;
  changeIntensity({ data: image, size: inputSize, channels, ranges: prepared.ranges }, transform, key);
  return patch;
}

/** The same image and place without augmentation: what the augmented patch was made from. Reads its sampling only. */
export function plainPatch(
  sources: readonly PatchSource[],
  geometry: PatchGeometry,
  { sampling }: Pick<AugmentSettings, 'sampling'>,
  classWeights: readonly number[],
  key: PatchKey,
): Patch {
  return drawPatch(sources, geometry, { ...NO_AUGMENT, sampling }, classWeights, key);
}

export function drawGeometry(
  sources: readonly PatchSource[],
  geometry: PatchGeometry,
  augment: AugmentSettings,
  key: PatchKey,
): DrawnPatch {
  const { inputSize, outputSize } = geometry;
  const placed = placePatch(sources, outputSize, augment.sampling, key);
  const transform = drawTransform(key, augment, { inputSize, channels: placed.source.image.channels });
  const margin = patchMargin(geometry);
  return {
    ...placed,
    transform,
    map: new PatchMap(transform, placed.x - margin, placed.y - margin, inputSize),
  };
}
