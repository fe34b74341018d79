/** Which image is worth the next look: the one on which the model is least sure. Pure. */
import { hasLabels } from '../domain/data';
import type { StudioState } from './studioState';

/**
 * Of images that nobody drew on, those without labels first. `imageId` is null where none of them but the selected one is
 * predicted; `missing` are those that are not predicted yet.
 */
export function leastSure({ data, predict, correct }: Pick<StudioState, 'data' | 'predict' | 'correct'>): {
  readonly imageId: string | null;
  readonly missing: readonly string[];
} {
  const open = data.dataset.images.filter(
    ({ id, drawn, large }) =>
      drawn === undefined && !large && !correct.edited.has(id) && id !== data.selectedId,
  );
  const unlabelled = open.filter((image) => !hasLabels(image));
  const images = unlabelled.length > 0 ? unlabelled : open;
  let imageId: string | null = null;
  let most = -1;
  for (const { id } of images) {
    const uncertainty = predict.summaries.get(id)?.uncertainty ?? -1;
    if (uncertainty > most) [imageId, most] = [id, uncertainty];
  }
  return { imageId, missing: images.flatMap(({ id }) => (predict.summaries.has(id) ? [] : [id])) };
}
