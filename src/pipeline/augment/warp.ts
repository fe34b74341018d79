/** Cutting a patch out of an example through an affine map: intensities bilinear, labels nearest, one pass each. */
import { assert, defined } from '../../common/assert';
import type { Patch } from '../../domain/augment';
import type { Example } from '../../domain/example';
import type { LabelMap } from '../../domain/labels';
import { type Affine, shifted } from '../../imaging/affine';
import { nearestPixels, sampleBilinear } from '../../imaging/sampleAffine';

/** Sides of a patch, px. The output lies in the middle of the input. */
export interface PatchGeometry {
  readonly inputSize: number;
  readonly outputSize: number;
}

/** Input pixels around the output, a side, px. */
export function patchMargin({ inputSize, outputSize }: PatchGeometry): number {
  const margin = (inputSize - outputSize) / 2;
  const centred = Number.isInteger(margin) && margin >= 0;
  assert(centred, `an output of ${outputSize} px is not centred in ${inputSize} px`);
  return margin;
}

/**
 * `map` takes pixels of the patch's input to points of the image; beyond the border both image and labels are
 * mirrored, so a mirrored pixel keeps the label of the pixel it is a copy of, and its being ignored.
 */
export function warpPatch(
  example: Example,
  map: Affine,
  geometry: PatchGeometry,
  classWeights: readonly number[],
): Patch {
  const labels = defined(example.labels, `labels of ${example.id}`);
  const margin = patchMargin(geometry);
  const pixels = nearestPixels(labels, shifted(map, margin, margin), geometry.outputSize);
  return {
    inputSize: geometry.inputSize,
    outputSize: geometry.outputSize,
    channels: example.image.channels,
    image: sampleBilinear(example.image, map, geometry.inputSize),
    ...readLabels(labels, pixels, classWeights),
    imageId: example.id,
  };
}

/** Class and weight at each of the pixels; weight 0 where ignored. */
function readLabels(
  { classes, ignore }: LabelMap,
  pixels: Int32Array,
  classWeights: readonly number[],
): Pick<Patch, 'labels' | 'weights'> {
  const labels = new Uint8Array(pixels.length);
  const weights = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i] ?? 0;
    const label = classes[pixel] ?? 0;
    labels[i] = label;
    weights[i] = ignore?.[pixel] ? 0 : defined(classWeights[label], 'the weight of a class');
  }
  return { labels, weights };
}
