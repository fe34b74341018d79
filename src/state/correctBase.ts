/** What a correction begins with: the prediction as it is shown, under the labels that were drawn for the image before. Pure. */
import type { ImageItem } from '../domain/data';
import type { ImageObjects } from '../domain/objects';
import type { Prediction } from '../domain/predict';
import type { ImageView } from '../domain/view';
import { labelComponents } from '../imaging/labelComponents';
import { type PaintMap, paintMapOf } from '../imaging/paint/paintMap';

/** `objects` are those cut out of the prediction, where that is done: what is shown, and clicked, is then theirs. */
export function correctionBase(
  prediction: Prediction,
  objects: Pick<ImageObjects, 'labels' | 'map'> | null,
  image: ImageItem,
  view: ImageView | null,
): PaintMap {
  const { width, height } = prediction;
  const classes = objects?.labels ?? prediction.labels;
  const instances = objects?.map.ids ?? labelComponents(classes, width, height).ids;
  const map = paintMapOf({ width, height, classes, ignore: null, instances });
  return image.drawn === undefined || view === null ? map : withDrawn(map, view);
}

/**
 * What was drawn before counts as looked at: adding the correction keeps it, the numbers of its objects too. They are
 * another number than any of the prediction's; what was drawn without one is an object a piece.
 */
function withDrawn(map: PaintMap, view: ImageView): PaintMap {
  const { width, height, labels, ignore } = view;
  if (labels === null || width !== map.width || height !== map.height) return map;
  const { classes, instances, touched } = map;
  const numbers = numbersOf(view, labels);
  const offset = largest(instances);
  for (let i = 0; i < classes.length; i++) {
    if (ignore?.[i] === 1) continue;
    const number = numbers[i] ?? 0;
    instances[i] = number === 0 ? 0 : offset + number;
    classes[i] = labels[i] ?? 0;
    touched[i] = 1;
  }
  return map;
}

function numbersOf({ width, height, instances }: ImageView, labels: Uint8Array): Uint32Array {
  if (!instances) return labelComponents(labels, width, height).ids;
  const unnumbered = labels.map((label, i) => (instances[i] === 0 ? label : 0));
  const pieces = labelComponents(unnumbered, width, height).ids;
  const offset = largest(instances);
  return pieces.map((piece, i) => (piece === 0 ? (instances[i] ?? 0) : offset + piece));
}

function largest(ids: Uint32Array): number {
  return ids.reduce((most, id) => Math.max(most, id), 0);
}
