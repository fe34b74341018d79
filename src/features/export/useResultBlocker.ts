/** Why the files of a card cannot be made now, as a sentence; null where they can. */
import { kindsOf, type ResultCard } from '../../state/resultExports';
import { useStudio } from '../studioContext';
import { roughSum } from './resultSizes';
import { useExportedImages } from './useExportedImages';

export function useResultBlocker(card: ResultCard): string | null {
  const { images, classes } = useExportedImages();
  const chosen = useStudio((state) => state.export.chosen);
  const predicted = useStudio((state) => state.predict.summaries.size);
  const running = useStudio((state) =>
    state.export.resultsJob.status === 'running' ? state.export.resultsCard : null,
  );
  const kinds = kindsOf(card, { chosen });
  if (predicted === 0) return 'Predict an image first.';
  if (images.length === 0) return 'The selected image is not predicted.';
  if (kinds.length === 0) return 'Check a format below first.';
  if (roughSum(kinds, images, classes).files === 0)
    return 'None of these images has a mask to be scored against.';
  return running === null || running === card ? null : 'Another export is under way.';
}
