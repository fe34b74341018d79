/** What a repair makes of an image's labels, where it is shown: in the form and size in which its view carries labels. */
import { useMemo } from 'react';
import type { ImageView } from '../../domain/view';
import { pickLabels } from '../../imaging/resize';
import { useStudio } from '../studioContext';

/** Null where the labels are shown as they are, or the image is not there yet. */
export function useRepairedLabels(
  imageId: string,
  view: ImageView | null,
): Pick<ImageView, 'labels' | 'ignore' | 'width' | 'height'> | null {
  const repaired = useStudio(({ doctor }) => (doctor.repaired?.imageId === imageId ? doctor.repaired : null));
  return useMemo(() => {
    if (repaired === null || view === null) return null;
    const { classes, ignore } = repaired.labels;
    const { width, height } = view;
    const isWhole = repaired.labels.width === width && repaired.labels.height === height;
    const fitted = (plane: Uint8Array<ArrayBuffer>) =>
      isWhole ? plane : pickLabels(plane, repaired.labels, view);
    return { width, height, labels: fitted(classes), ignore: ignore && fitted(ignore) };
  }, [repaired, view]);
}
