/** The objects of a map as one number a pixel. Used by ObjectEdits. */
import type { PaintMap } from './paintMap';

/** [height, width]: 0 for no object; equal for pixels of one class and number, from 1 on in the order in which they are met. */
export function objectKeys({ classes, instances }: PaintMap): Uint32Array<ArrayBuffer> {
  const keys = new Uint32Array(classes.length);
  const known = new Map<number, number>();
  let [lastClass, lastInstance, key] = [0, 0, 0];
  for (let i = 0; i < keys.length; i++) {
    const ofClass = classes[i] ?? 0;
    if (ofClass === 0) continue;
    const instance = instances[i] ?? 0;
    if (ofClass !== lastClass || instance !== lastInstance) {
      // Classes have a byte.
      const pair = instance * 256 + ofClass;
      key = known.get(pair) ?? known.size + 1;
      known.set(pair, key);
      [lastClass, lastInstance] = [ofClass, instance];
    }
    keys[i] = key;
  }
  return keys;
}
