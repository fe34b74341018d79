/** The selected image's pixels to be corrected: made ready when a tool is in hand and the prediction is here. */
import { useEffect } from 'react';
import type { PaintMap } from '../../../imaging/paint/paintMap';
import { shownObjects } from '../../../state/objectsSlice';
import { useActions, useStudio } from '../../studioContext';
import { useImageView } from '../../useImageView';
import { useSelectedPrediction } from '../useSelectedPrediction';

/** Changed in place; null while there is nothing to be drawn on. */
export function useCorrection(): PaintMap | null {
  const { correct } = useActions();
  const prediction = useSelectedPrediction();
  const selectedId = useStudio((state) => state.data.selectedId);
  const view = useImageView(selectedId);
  const objects = useStudio(shownObjects);
  const hasTool = useStudio((state) => state.correct.tool !== null);
  const openId = useStudio((state) => state.correct.openId);
  // Other pixels of the same image: they are not in the state, so this says so.
  useStudio((state) => state.correct.revision);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another prediction, or another image, is opened anew.
  useEffect(() => {
    if (hasTool) correct.open();
  }, [hasTool, prediction, objects, view, selectedId, correct]);
  return hasTool && openId !== null && openId === selectedId ? correct.pixels(openId) : null;
}
