/** What a correction begins with: the prediction as it is shown, under the labels that were drawn for the image before. Pure. */
import type { ImageItem } from '../domain/data';
import type { LabelMap } from '../domain/labels';
import type { Prediction } from '../domain/predict';
import type { ImageView } from '../domain/view';
import { labelComponents } from '../imaging/labelComponents';
import { type PaintMap, paintMapOf } from '../imaging/paint/paintMap';

/** `objects` are the prediction's where they were cut out by settings of their own: what is shown is then theirs. */
export function correctionBase(
  prediction: Prediction,
  objects: (Pick<LabelMap, 'classes'> & { readonly instances: LabelMap['instances'] }) | null,
  image: ImageItem,
  view: ImageView | null,
): PaintMap {
  const { width, height } = prediction;
  const classes = objects?.classes ?? prediction.labels;
  const instances = objects?.instances ?? labelComponents(classes, width, height).ids;
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
