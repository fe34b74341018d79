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
  let classes: LabelMap['classes'] | null = null;
  const instances = labels.instances.slice();
  for (let i = 0; i < ids.length; i++) {
    if (kept[i] === ids[i]) continue;
    classes ??= labels.classes.slice();
    classes[i] = background;
    instances[i] = 0;
  }
  return classes === null ? labels : { ...labels, classes, instances };
}
