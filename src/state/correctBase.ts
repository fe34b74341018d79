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

/** What was drawn before counts as looked at: adding the correction keeps it. */
function withDrawn(map: PaintMap, { width, height, labels, ignore }: ImageView): PaintMap {
  if (labels === null || width !== map.width || height !== map.height) return map;
  const { classes, instances, touched } = map;
  for (let i = 0; i < classes.length; i++) {
    if (ignore?.[i] === 1) continue;
    const label = labels[i] ?? 0;
    if (label !== classes[i]) instances[i] = 0;
    classes[i] = label;
    touched[i] = 1;
  }
  return map;
}
