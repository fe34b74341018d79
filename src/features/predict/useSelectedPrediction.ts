/** What the current model says about the selected image; null where it was not asked yet. */
import type { Prediction } from '../../domain/predict';
import type { StudioState } from '../../state/studioState';
import { useStudio } from '../studioContext';

export function useSelectedPrediction(): Prediction | null {
  return useStudio(selectedPrediction);
}

function selectedPrediction({ data, predict }: StudioState): Prediction | null {
  return data.selectedId === null ? null : (predict.predictions.get(data.selectedId) ?? null);
}
