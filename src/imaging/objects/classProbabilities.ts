/** How sure the network was of each object. Called by measureObjects. */
import type { ClassProbabilities, ObjectMap } from '../../domain/objects';
import { forEachRun } from './runs';

/** By id: the mean over the object's pixels of the probability of its class, 0..1. */
export function meanProbabilities(
  { ids, width, count, classes }: ObjectMap,
  { data, one }: ClassProbabilities,
): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(count + 1);
  const pixels = new Float64Array(count + 1);
  forEachRun(ids, width, (id, y, start, end) => {
    const plane = (classes[id] ?? 0) * ids.length + y * width;
    let sum = 0;
    for (let at = plane + start; at < plane + end; at++) sum += data[at] ?? 0;
    sums[id] = (sums[id] ?? 0) + sum;
    pixels[id] = (pixels[id] ?? 0) + end - start;
  });
  return sums.map((sum, id) => sum / (one * (pixels[id] ?? 0)));
}
