/** Ids of any size as 1, 2, ... n, so that they can index an array. Called by objectsOf and separateTouching. */
import type { Components } from './labelComponents';

/** Numbered in the order in which `ids` meets them; 0 stays 0. */
export function denseIds(ids: Uint32Array): Components {
  const numbers = new Map<number, number>();
  const dense = new Uint32Array(ids.length);
  let last = 0;
  let number = 0;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? 0;
    if (id === 0) continue;
    if (id !== last) {
      number = numbers.get(id) ?? numbers.size + 1;
      numbers.set(id, number);
      last = id;
    }
    dense[i] = number;
  }
  return { ids: dense, count: numbers.size };
}
