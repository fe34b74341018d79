/** The layer over the selected image: computed once for each prediction, mode and class. */
import { useMemo } from 'react';
import type { Prediction } from '../../domain/predict';
import type { ImageView } from '../../state/engineTypes';
import { shownObjects } from '../../state/objectsSlice';
import { predictionClasses } from '../../state/selectors';
import { useStudio } from '../studioContext';
import { predictionAtSize } from './predictionAtSize';
import { predictionLayer } from './predictionLayers';
import { shownClass, shownMode } from './shownMode';

/** RGBA [height, width, 4]; null while there is nothing to draw. */
export function usePredictionOverlay(
  given: Prediction | null,
  view: ImageView | null,
): Uint8ClampedArray<ArrayBuffer> | null {
  const prediction = useMemo(() => given && view && predictionAtSize(given, view), [given, view]);
  const classes = useStudio(predictionClasses);
  const hidden = useStudio((state) => state.data.hidden);
  const classIndex = shownClass(
    useStudio((state) => state.predict.classIndex),
    classes.length,
  );
  const chosen = useStudio((state) => state.predict.mode);
  const outlines = useStudio((state) => state.objects.outlines);
  const objects = useStudio((state) => shownObjects(state)?.objects ?? null);
  const mode = shownMode(chosen, view?.labels != null);
  return useMemo(
    () => predictionLayer({ mode, prediction, objects, view, classes, hidden, classIndex, outlines }),
    [mode, prediction, objects, view, classes, hidden, classIndex, outlines],
  );
}
