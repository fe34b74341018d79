/** The layer over the selected image: computed once for each prediction, mode and class. */
import { useMemo } from 'react';
import type { Prediction } from '../../domain/predict';
import type { ImageView } from '../../state/engineTypes';
import type { PredictMode } from '../../state/predictSlice';
import { predictionClasses } from '../../state/selectors';
import { useStudio } from '../studioContext';
import { useLabelOverlay } from '../useLabelOverlay';
import { errorLayer, probabilityLayer, uncertaintyLayer } from './predictionLayers';
import { shownClass, shownMode } from './shownMode';

/** RGBA [height, width, 4]; null while there is nothing to draw. */
export function usePredictionOverlay(
  prediction: Prediction | null,
  view: ImageView | null,
): Uint8ClampedArray<ArrayBuffer> | null {
  const classes = useStudio(predictionClasses);
  const hidden = useStudio((state) => state.data.hidden);
  const classIndex = useStudio((state) => state.predict.classIndex);
  const chosen = useStudio((state) => state.predict.mode);
  const mode = shownMode(chosen, view?.labels != null);
  const predicted = useMemo(() => prediction && { labels: prediction.labels, ignore: null }, [prediction]);
  const labels = useLabelOverlay(mode === 'labels' ? predicted : null, classes, hidden);
  const truth = useLabelOverlay(mode === 'truth' ? view : null, classes, hidden);
  const computed = useMemo(
    () => computedLayer(mode, prediction, view, classIndex),
    [mode, prediction, view, classIndex],
  );
  return computed ?? truth ?? labels;
}

function computedLayer(
  mode: PredictMode,
  prediction: Prediction | null,
  view: ImageView | null,
  classIndex: number,
): Uint8ClampedArray<ArrayBuffer> | null {
  if (prediction === null) return null;
  if (mode === 'probability') return probabilityLayer(prediction, shownClass(classIndex, prediction.classes));
  if (mode === 'uncertainty') return uncertaintyLayer(prediction);
  if (mode === 'errors' && view?.labels) return errorLayer(prediction, view.labels, view.ignore);
  return null;
}
