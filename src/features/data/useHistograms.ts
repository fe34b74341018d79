/** The histograms of one image for a component: asks the worker when they are not here yet. */
import { useEffect, useRef } from 'react';
import type { ChannelHistogram } from '../../domain/intensity';
import { useActions, useStudio } from '../studioContext';

/** Null until they have arrived; while newer ones of the same image come, the old ones stay. */
export function useHistograms(imageId: string | null): readonly ChannelHistogram[] | null {
  const { requestHistograms } = useActions().data;
  const found = useStudio((state) =>
    imageId === null ? null : (state.data.histograms.get(imageId) ?? null),
  );
  const last = useRef<{ imageId: string; histograms: readonly ChannelHistogram[] } | null>(null);
  useEffect(() => {
    if (imageId === null) return;
    if (found === null) requestHistograms(imageId);
    else last.current = { imageId, histograms: found };
  }, [imageId, found, requestHistograms]);
  return found ?? (last.current?.imageId === imageId ? last.current.histograms : null);
}
