/** What the current model says about the selected image; null where it was not asked yet. */
import { useEffect } from 'react';
import type { Prediction, PredictionSummary } from '../../domain/predict';
import type { StudioState } from '../../state/studioState';
import { useActions, useStudio } from '../studioContext';

export function useSelectedSummary(): PredictionSummary | null {
  return useStudio(selectedSummary);
}

/** Its pixels: asked for when they are not here, null until they have arrived. */
export function useSelectedPrediction(): Prediction | null {
  const { predict } = useActions();
  const summary = useSelectedSummary();
  const prediction = useStudio(selectedPrediction);
  const asked = prediction === null ? (summary?.imageId ?? null) : null;
  useEffect(() => {
    // A new summary is that of a new prediction, whose pixels are others.
    if (asked !== null && summary !== null) predict.requestPrediction(asked);
  }, [asked, summary, predict]);
  return prediction;
}

function selectedSummary({ data, predict }: StudioState): PredictionSummary | null {
  return data.selectedId === null ? null : (predict.summaries.get(data.selectedId) ?? null);
}

function selectedPrediction({ data, predict }: StudioState): Prediction | null {
  return data.selectedId === null ? null : (predict.predictions.get(data.selectedId) ?? null);
}
