/** A class for every pixel by thresholds of probability. Called by findObjects. */
import { defined } from '../../common/assert';
import type { ClassProbabilities, ObjectSettings } from '../../domain/objects';

/**
 * [pixels] class indices: the most probable class among those but `background` that reach their threshold, the lower
 * index of equals; `background` where none does. `probabilities` are [thresholds.length, pixels].
 */
export function thresholdClasses(
  { data, one }: ClassProbabilities,
  pixels: number,
  { background }: Pick<ObjectSettings, 'background'>,
  thresholds: readonly number[],
): Uint8Array<ArrayBuffer> {
  const labels = new Uint8Array(pixels).fill(background);
  const highest = new Float32Array(pixels).fill(-1);
  for (const [index] of thresholds.entries()) {
    if (index === background) continue;
    const least = defined(thresholds[index], 'threshold') * one;
    for (let pixel = 0, at = index * pixels; pixel < pixels; pixel++, at++) {
      const share = data[at] ?? 0;
      if (share < least || share <= (highest[pixel] ?? 0)) continue;
      labels[pixel] = index;
      highest[pixel] = share;
    }
  }
  return labels;
}
