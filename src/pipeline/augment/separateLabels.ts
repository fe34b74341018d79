/** Labels as the network is to learn them: a line of background between objects of one class that touch. */
import type { LabelMap } from '../../domain/labels';
import { separateTouching } from '../../imaging/separateTouching';
import { objectsOf } from './objectsOf';

/**
 * The pixels that `separateTouching` cuts become `background`, without an instance id. Where nothing touches, the
 * map itself. To be called at the training scale: a line drawn before scaling down may be lost by it.
 */
export function separateLabels(labels: LabelMap, background: number): LabelMap {
  const { width, height } = labels;
  if (labels.instances === null) return labels; // Components are 8-connected: two of one class never touch.
  const { ids } = objectsOf(labels, background);
  const kept = separateTouching(ids, width, height, labels.classes);
  if (kept.every((id, i) => id === ids[i])) return labels;
  const classes = labels.classes.map((label, i) => (kept[i] === ids[i] ? label : background));
  const instances = labels.instances.map((id, i) => (kept[i] === ids[i] ? id : 0));
  return { ...labels, classes, instances };
}
