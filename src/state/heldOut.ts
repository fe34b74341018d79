/** Who a run would hold out, told before it starts. The plan has the last word. Pure. */
import { type Dataset, type ImageItem, labelledImages } from '../domain/data';
import { type SplitSettings, splitIds } from '../domain/splitIds';

/** In dataset order; of a spatial split all labelled images, of each of which a block is held out. */
export function heldOutImages(dataset: Dataset, settings: SplitSettings): readonly ImageItem[] {
  const labelled = labelledImages(dataset);
  const { validation } = splitIds(
    settings,
    labelled.map(({ id }) => id),
  );
  const held = new Set(validation);
  return labelled.filter(({ id }) => held.has(id));
}
