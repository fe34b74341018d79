/** What is Predict's own in the keys of drawing: which images can be corrected, and which object is chosen in the table. */
import { shownObjects } from '../../../state/objectsSlice';
import { predictionClasses } from '../../../state/selectors';
import type { StudioState } from '../../../state/studioState';
import type { Point } from '../../../ui/viewer/viewGeometry';
import type { PaintKeys } from '../../usePaintKeys';

export const CORRECT_KEYS: PaintKeys = {
  stage: 'predict',
  canPaint: canCorrect,
  classes: (state) => predictionClasses(state).length,
  chosen: selectedPoint,
};

/** Whether the selected image is being drawn on, or is predicted and not too large for it. */
function canCorrect({ data, predict, paint }: StudioState): boolean {
  const { selectedId } = data;
  if (selectedId === null) return false;
  if (paint.opened?.stage === 'predict' && paint.opened.imageId === selectedId) return true;
  const isLarge = data.dataset.images.some(({ id, large }) => id === selectedId && large);
  return predict.summaries.has(selectedId) && !isLarge;
}

/** A pixel of the object that is chosen in the table or the image. */
function selectedPoint(state: StudioState): Point | null {
  const found = shownObjects(state);
  const { selected } = state.objects;
  if (!found || selected?.imageId !== state.data.selectedId) return null;
  const { ids, width } = found.objects.map;
  const box = found.objects.rows[selected.id - 1]?.px.box;
  if (box === undefined) return null;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) if (ids[y * width + x] === selected.id) return { x, y };
  }
  return null;
}
