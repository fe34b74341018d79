/** The objects of a label map as one number a pixel, whether its file had ids or not. */
import type { LabelMap } from '../../domain/labels';
import { denseIds } from '../../imaging/denseIds';
import { type Components, labelComponents } from '../../imaging/labelComponents';

/**
 * Objects are made of the pixels of every class but `background` that count. Where the map has an instance id, the
 * id is the object; elsewhere each 8-connected component of a class is one. Ids 1 ... count.
 */
export function objectsOf(labels: LabelMap, background: number): Components {
  const { width, height, classes, instances } = labels;
  const known = new Uint32Array(width * height);
  const unnamed = new Uint8Array(width * height);
  let hasUnnamed = false;
  for (let i = 0; i < classes.length; i++) {
    if (labels.ignore?.[i] || classes[i] === background) continue;
    const id = instances?.[i] ?? 0;
    known[i] = id;
    if (id !== 0) continue;
    // Class 0 is an object where another class is the background; 0 would be no value.
    unnamed[i] = 1 + (classes[i] ?? 0);
    hasUnnamed = true;
  }
  const named = denseIds(known);
  if (!hasUnnamed) return named;
  const rest = labelComponents(unnamed, width, height);
  const { ids, count } = named;
  for (let i = 0; i < ids.length; i++) if (unnamed[i] !== 0) ids[i] = count + (rest.ids[i] ?? 0);
  return { ids, count: count + rest.count };
}
