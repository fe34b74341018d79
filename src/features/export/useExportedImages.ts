/** The images that files are made of, with what decides how many and how large those are. */
import { useMemo } from 'react';
import { exportedIds } from '../../state/resultExports';
import { useStudio } from '../studioContext';
import type { SizedImage } from './resultSizes';

export interface ExportedImages {
  readonly images: readonly SizedImage[];
  /** Of the model, with the background. */
  readonly classes: number;
}

export function useExportedImages(): ExportedImages {
  const dataset = useStudio((state) => state.data.dataset);
  const selectedId = useStudio((state) => state.data.selectedId);
  const summaries = useStudio((state) => state.predict.summaries);
  const which = useStudio((state) => state.export.images);
  const classes = useStudio((state) => state.export.model?.classes.length ?? 0);
  return useMemo(() => {
    const ids = exportedIds(dataset, summaries, which === 'selected' ? (selectedId ?? '') : null);
    const images = ids.flatMap((id) => {
      const summary = summaries.get(id);
      return summary
        ? [{ id, width: summary.width, height: summary.height, hasTruth: summary.scores !== null }]
        : [];
    });
    return { images, classes };
  }, [dataset, summaries, which, selectedId, classes]);
}
