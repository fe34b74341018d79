/** One training patch from its key: the code that training and the live preview share. */
import { assert, defined } from '../../common/assert';
import { type AugmentSettings, NO_AUGMENT, type Patch } from '../../domain/augment';
import type { Example } from '../../domain/example';
import { drawNumbers, type PatchKey, transformOf } from './drawTransform';
import { changeIntensity } from './intensity';
import { patchAffine } from './patchAffine';
import { type PatchGeometry, patchMargin, warpPatch } from './warp';

/**
 * The patch of (seed, step, index). Image and place are uniform, the place such that the output lies inside the
 * image before it is transformed; an image smaller than the output lies in its middle. `examples` are all
 * labelled, at least one; `classWeights[c]` becomes the weight of pixels of class c.
 */
export function drawPatch(
  examples: readonly Example[],
  geometry: PatchGeometry,
  augment: AugmentSettings,
  classWeights: readonly number[],
  key: PatchKey,
): Patch {
  assert(examples.length > 0, 'there is an example to draw from');
  const draws = drawNumbers(key);
  const transform = transformOf(draws, augment);
  const example = defined(examples[Math.floor(draws.example * examples.length)], 'the drawn example');
  const x = outputOrigin(draws.x, example.image.width, geometry.outputSize) - patchMargin(geometry);
  const y = outputOrigin(draws.y, example.image.height, geometry.outputSize) - patchMargin(geometry);
  const map = patchAffine(transform, x, y, geometry.inputSize);
  const patch = warpPatch(example, map, geometry, classWeights);
  changeIntensity(patch.image, patch.channels, transform);
  return patch;
}

/** The same image and place without augmentation: what the augmented patch was made from. */
export function plainPatch(
  examples: readonly Example[],
  geometry: PatchGeometry,
  classWeights: readonly number[],
  key: PatchKey,
): Patch {
  return drawPatch(examples, geometry, NO_AUGMENT, classWeights, key);
}

/** First pixel of an output of `side` px along an axis of `size` px, for a draw in [0, 1). */
function outputOrigin(draw: number, size: number, side: number): number {
  const room = size - side;
  return room < 0 ? Math.floor(room / 2) : Math.floor(draw * (room + 1));
}
