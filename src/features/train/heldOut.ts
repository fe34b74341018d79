/** Which images a run would train on and hold out, told before it starts. The plan has the last word. */
import { type Dataset, type ImageItem, labelledImages } from '../../domain/data';

export type ImageRole = 'train' | 'held-out' | 'unlabelled';

/** The images held out: the last `count` labelled ones. Where that is all of them, a run cannot start. */
export function heldOutImages(dataset: Dataset, count: number): ImageItem[] {
  return count === 0 ? [] : labelledImages(dataset).slice(-count);
}

export function roleOf(image: ImageItem, heldOut: readonly ImageItem[]): ImageRole {
  if (image.mask === null) return 'unlabelled';
  return heldOut.some((held) => held.id === image.id) ? 'held-out' : 'train';
}

/** "a.png", "a.png and b.png", "a.png, b.png and 3 more". */
export function nameList(names: readonly string[]): string {
  if (names.length <= 1) return names.join('');
  if (names.length === 2) return names.join(' and ');
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}
