/** Makes the selected image ready to be corrected when a tool is in hand and its prediction is here. */
import { useEffect } from 'react';
import { shownObjects } from '../../../state/objectsSlice';
import { useActions, useStudio } from '../../studioContext';
import { useImageView } from '../../useImageView';
import { useSelectedPrediction } from '../useSelectedPrediction';

export function useCorrection(): void {
  const { paint } = useActions();
  const prediction = useSelectedPrediction();
  const selectedId = useStudio((state) => state.data.selectedId);
  const view = useImageView(selectedId);
  const objects = useStudio(shownObjects);
  const hasTool = useStudio((state) => state.paint.tools.predict !== null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another prediction, or another image, is opened anew.
  useEffect(() => {
    if (hasTool) paint.open();
  }, [hasTool, prediction, objects, view, selectedId, paint]);
}
