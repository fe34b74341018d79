/** What training does with an image, in words. Pure. */
import { type Dataset, hasLabels, type ImageItem } from '../../domain/data';
import type { TrainSettings } from '../../domain/train';
import { heldOutImages } from '../../state/heldOut';

export function roleText(image: ImageItem, dataset: Dataset, settings: TrainSettings): string {
  if (!hasLabels(image)) return 'No mask: not used in training';
  const held = heldOutImages(dataset, settings);
  if (!held.some(({ id }) => id === image.id)) return 'Trained on';
  return settings.split === 'spatial' ? 'A block of it is held out' : 'Held out: never trained on';
}

/** "a.png", "a.png and b.png", "a.png, b.png and 3 more". */
export function nameList(names: readonly string[]): string {
  if (names.length <= 1) return names.join('');
  if (names.length === 2) return names.join(' and ');
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}
