/** What can be laid over a predicted image, as RGBA [height, width, 4]. Pure. */

import { viridis } from '../../common/viridis';
import type { ClassInfo } from '../../domain/labels';
import type { ImageObjects } from '../../domain/objects';
import type { Prediction } from '../../domain/predict';
import { entropyMap } from '../../imaging/entropyMap';
import type { ImageView } from '../../state/engineTypes';
import type { PredictMode } from '../../state/predictSlice';
import { labelsToRgba } from '../../ui/overlay';
import { keepRims } from '../../ui/rims';
import { clearBetween, objectErrorLayer } from './objects/objectLayers';

/** Okabe and Ito's vermillion: the sign of a wrong pixel. */
export const ERROR_COLOR = '#d55e00';
const ERROR_RGB = [213, 94, 0] as const;

type Layer = Uint8ClampedArray<ArrayBuffer>;

/** All that decides what is drawn. What is null has not arrived, or is not there. */
export interface LayerWish {
  readonly mode: PredictMode;
  readonly prediction: Prediction | null;
  readonly objects: ImageObjects | null;
  readonly view: ImageView | null;
  readonly classes: readonly ClassInfo[];
  /** Indices of classes that are not drawn. */
  readonly hidden: ReadonlySet<number>;
  /** Whose probability is drawn. */
  readonly classIndex: number;
  /** Only the rims of areas. */
  readonly outlines: boolean;
}

/** Null while there is nothing to draw. */
export function predictionLayer(wish: LayerWish): Layer | null {
  if (wish.mode === 'labels') return labelLayer(wish);
  if (wish.mode === 'truth') return truthLayer(wish);
  if (wish.mode === 'errors') return errorsOf(wish);
  if (wish.prediction === null) return null;
  if (wish.mode === 'uncertainty') return uncertaintyLayer(wish.prediction);
  return probabilityLayer(wish.prediction, wish.classIndex);
}

/** The labels as objects were cut out of them, once that is done. */
function labelLayer({ prediction, objects, classes, hidden, outlines }: LayerWish): Layer | null {
  const labels = objects?.labels ?? prediction?.labels;
  const size = objects?.map ?? prediction;
  if (!labels || !size) return null;
  const rgba = labelsToRgba(labels, null, colorsOf(classes), hidden);
  if (outlines) keepRims(rgba, objects?.map.ids ?? labels, size.width, size.height);
  else if (objects) clearBetween(rgba, objects.map);
  return rgba;
}

function truthLayer({ view, classes, hidden, outlines }: LayerWish): Layer | null {
  if (!view?.labels) return null;
  const rgba = labelsToRgba(view.labels, view.ignore, colorsOf(classes), hidden);
  if (outlines) keepRims(rgba, view.labels, view.width, view.height);
  return rgba;
}

/** Of objects where the truth numbers them, else of pixels. */
function errorsOf({ prediction, objects, view, outlines }: LayerWish): Layer | null {
  if (objects?.errors) {
    const rgba = objectErrorLayer(objects.errors);
    if (outlines) keepRims(rgba, objects.errors.pixels, objects.map.width, objects.map.height);
    return rgba;
  }
  return prediction && view?.labels ? errorLayer(prediction, view.labels, view.ignore) : null;
}

function colorsOf(classes: readonly ClassInfo[]): string[] {
  return classes.map(({ color }) => color);
}

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
