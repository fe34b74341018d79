/** An example whose every pixel can be told from the others, and patches of it through a given transform. For tests of warping. */
import type { Example } from '../domain/example';
import type { PatchTransform } from '../pipeline/augment/drawTransform';
import { PatchMap } from '../pipeline/augment/patchMap';
import type { PatchSource } from '../pipeline/augment/patchSource';
import { warpPatch } from '../pipeline/augment/warp';

/** Labels, ignore mask and intensities are all known functions of the pixel's index. */
export function numberedExample(width: number, height: number, channels = 1): Example {
  const pixels = width * height;
  return {
    id: 'numbered',
    image: {
      width,
      height,
      channels,
      data: Float32Array.from({ length: pixels * channels }, (_, i) => Math.sin(i * 1.7)),
    },
    labels: {
      width,
      height,
      classes: Uint8Array.from({ length: pixels }, (_, i) => i % 5),
      ignore: Uint8Array.from({ length: pixels }, (_, i) => (i % 7 === 0 ? 1 : 0)),
      instances: null,
    },
  };
}

export const WEIGHTS = [0.5, 1, 2, 4, 8];

export function warped(
  source: PatchSource,
  transform: PatchTransform,
  x: number,
  y: number,
  size: number,
  interpolation: 'cubic' | 'linear' = 'cubic',
) {
  const map = new PatchMap(transform, x, y, size);
  return warpPatch(source, map, { inputSize: size, outputSize: size }, interpolation, WEIGHTS);
}
