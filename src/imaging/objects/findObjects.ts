/** From the labels and probabilities of an image to its objects. Pure. Called by the command line. */
import { assert } from '../../common/assert';
import { checkedObjects, type ObjectMap, type ObjectSettings } from '../../domain/objects';
import { type Components, labelComponents } from '../labelComponents';
import { fillHoles } from './fillHoles';
import { openClasses } from './openClasses';
import { type Labelled, splitTouching } from './splitTouching';
import { thresholdClasses } from './thresholdClasses';

/**
 * In this order: thresholds, opening, holes, connected pieces, splitting, smallest object; so that no object is smaller
 * than asked for. `found.labels` are the most probable classes; where thresholds are set, they are made anew from
 * `found.probabilities`. Ids 1, 2, ... in the order in which rows meet them. Throws `bad-setting`.
 */
export function findObjects(found: Labelled, settings: ObjectSettings): ObjectMap {
  const { width, height, probabilities } = found;
  const pixels = width * height;
  checkedObjects(settings, probabilities.data.length / Math.max(1, pixels));
  assert(found.labels.length === pixels, 'labels have the size of their image');
  const labels = cleanLabels(found, settings);
  const { background, neighbours } = settings;
  const values = labels.map((label) => (label === background ? 0 : 1 + label));
  const pieces = labelComponents(values, width, height, neighbours);
  const parts = splitTouching(pieces, { ...found, labels }, settings);
  const objects = largeEnough(parts, settings.smallestObject);
  return { width, height, ...objects, classes: classesOf(objects, labels) };
}

function cleanLabels(
  { width, height, labels, probabilities }: Labelled,
  settings: ObjectSettings,
): Uint8Array {
  const { background, thresholds, openRadius: radius } = settings;
  const chosen = thresholds ? thresholdClasses(probabilities, width * height, settings, thresholds) : labels;
  return fillHoles(openClasses(chosen, width, height, { background, radius }), width, height, settings);
}

/** Renumbered in place, in the same order. */
function largeEnough({ ids, count }: Components, smallest: number): Components {
  if (smallest <= 1) return { ids, count };
  const areas = new Float64Array(count + 1);
  for (const id of ids) areas[id] = (areas[id] ?? 0) + 1;
  const numbers = new Uint32Array(count + 1);
  let kept = 0;
  for (let id = 1; id <= count; id++) if ((areas[id] ?? 0) >= smallest) numbers[id] = ++kept;
  for (let at = 0; at < ids.length; at++) ids[at] = numbers[ids[at] ?? 0] ?? 0;
  return { ids, count: kept };
}

function classesOf({ ids, count }: Components, labels: Uint8Array): Uint8Array<ArrayBuffer> {
  const classes = new Uint8Array(count + 1);
  for (let at = 0; at < ids.length; at++) classes[ids[at] ?? 0] = labels[at] ?? 0;
  return classes;
}
