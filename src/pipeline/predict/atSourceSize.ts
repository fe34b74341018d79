/** What a network found at the training scale, as a result at the source's own resolution. */
import { resample } from '../../imaging/resample';
import type { Size } from '../../imaging/resize';
import type { ImagePrediction } from './predictImage';

/**
 * Probabilities are resampled (linear where the result grows, areas averaged where it shrinks) and each pixel is labelled
 * anew by the largest: borders fall between training pixels where the probabilities cross, instead of in steps. The
 * same object where the size is the source's.
 */
export function atSourceSize(found: ImagePrediction, { width, height }: Size): ImagePrediction {
  if (found.width === width && found.height === height) return found;
  const { classes } = found;
  const [count, small] = [width * height, found.width * found.height];
  const probabilities = new Float32Array(classes * count);
  for (let index = 0; index < classes; index++) {
    const data = found.probabilities.subarray(index * small, (index + 1) * small);
    const plane = { width: found.width, height: found.height, channels: 1, data };
    resample(plane, { width, height }, probabilities.subarray(index * count, (index + 1) * count));
  }
  const labels = mostProbable(probabilities, classes, count);
  return { ...found, width, height, labels, probabilities };
}

/** The lower index of equals. */
function mostProbable(probabilities: Float32Array, classes: number, count: number): Uint8Array<ArrayBuffer> {
  const labels = new Uint8Array(count);
  const highest = probabilities.slice(0, count);
  for (let index = 1; index < classes; index++) {
    for (let pixel = 0, at = index * count; pixel < count; pixel++, at++) {
      const share = probabilities[at] ?? 0;
      if (share <= (highest[pixel] ?? 0)) continue;
      labels[pixel] = index;
      highest[pixel] = share;
    }
  }
  return labels;
}
