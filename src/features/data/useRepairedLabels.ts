/** What a repair makes of an image's labels, where it is shown: in the form in which a view carries labels. */
import { useMemo } from 'react';
import type { ImageView } from '../../domain/view';
import { useStudio } from '../studioContext';

/** Null where the labels are shown as they are. */
export function useRepairedLabels(
  imageId: string,
): Pick<ImageView, 'labels' | 'ignore' | 'width' | 'height'> | null {
  const repaired = useStudio(({ doctor }) => (doctor.repaired?.imageId === imageId ? doctor.repaired : null));
  return useMemo(() => {
    if (repaired === null) return null;
    const { width, height, classes, ignore } = repaired.labels;
    return { width, height, labels: classes, ignore };
  }, [repaired]);
}
