/** Smoothing of labels: each class opened by a disc, so that spikes and bridges narrower than it go. Called by findObjects. */
import { squaredDistances } from '../distanceTransform';

/**
 * A copy of `labels` [height, width] in which a pixel of a class keeps it only where some disc of `radius` px (pixels
 * whose centres are at most that far from one of them) that holds the pixel lies within the class; it becomes
 * `background` elsewhere. What is beyond the image counts as within: nothing is cut off at its edges.
 */
export function openClasses(
  labels: Uint8Array,
  width: number,
  height: number,
  { background, radius }: { readonly background: number; readonly radius: number },
): Uint8Array<ArrayBuffer> {
  const opened = Uint8Array.from(labels);
  if (radius === 0) return opened;
  for (const index of new Set(labels)) {
    if (index === background) continue;
    const kept = squaredDistances(centresOfDiscs(labels, width, height, index, radius), width, height);
    for (let at = 0; at < labels.length; at++) {
      if (labels[at] === index && (kept[at] ?? 0) > radius * radius) opened[at] = background;
    }
  }
  return opened;
}

/** 1 where a disc around the pixel lies within the class. */
function centresOfDiscs(
  labels: Uint8Array,
  width: number,
  height: number,
  index: number,
  radius: number,
): Uint8Array {
  const others = labels.map((label) => (label === index ? 0 : 1));
  const distances = squaredDistances(others, width, height);
  return others.map((_, at) => ((distances[at] ?? 0) > radius * radius ? 1 : 0));
}
