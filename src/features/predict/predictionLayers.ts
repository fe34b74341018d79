/** What can be laid over a predicted image, as RGBA [height, width, 4]. Pure. */

import { viridis } from '../../common/viridis';
import type { Prediction } from '../../domain/predict';
import { entropyMap } from '../../imaging/entropyMap';

/** Okabe and Ito's vermillion: the sign of a wrong pixel. */
export const ERROR_COLOR = '#d55e00';
const ERROR_RGB = [213, 94, 0] as const;

/** The probability of one class as a heat map, opaque everywhere. */
export function probabilityLayer(prediction: Prediction, classIndex: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = prediction.width * prediction.height;
  return heatMap(prediction.probabilities.subarray(classIndex * pixels, (classIndex + 1) * pixels));
}

/** How undecided the model is, the entropy of its probabilities, as a heat map, opaque everywhere. */
export function uncertaintyLayer({ probabilities, classes }: Prediction): Uint8ClampedArray<ArrayBuffer> {
  return heatMap(entropyMap(probabilities, classes, 255));
}

function heatMap(values: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const palette = Array.from({ length: 256 }, (_, byte) => viridis(byte / 255));
  const rgba = new Uint8ClampedArray(values.length * 4);
  for (let i = 0; i < values.length; i++) setPixel(rgba, i, palette[values[i] ?? 0] ?? [0, 0, 0]);
  return rgba;
}

/**
 * The pixels whose label is not the mask's. `truth` and `ignore` are [height, width]; ignored pixels are
 * never wrong.
 */
export function errorLayer(
  prediction: Prediction,
  truth: Uint8Array,
  ignore: Uint8Array | null,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(truth.length * 4);
  for (let i = 0; i < truth.length; i++) {
    if (ignore?.[i] !== 1 && prediction.labels[i] !== truth[i]) setPixel(rgba, i, ERROR_RGB);
  }
  return rgba;
}

function setPixel(rgba: Uint8ClampedArray, index: number, rgb: readonly [number, number, number]): void {
  rgba[4 * index] = rgb[0];
  rgba[4 * index + 1] = rgb[1];
  rgba[4 * index + 2] = rgb[2];
  rgba[4 * index + 3] = 255;
}
