/** Pixels of one image for a component: asks the worker when they are not here yet. */
import { useEffect } from 'react';
import type { ImageView } from '../state/engineTypes';
import { useActions, useStudio } from './studioContext';

/** The full-size view, or null until it has arrived. */
export function useImageView(imageId: string | null): ImageView | null {
  const { requestView } = useActions().data;
  const view = useStudio((state) => (imageId === null ? null : (state.data.views.get(imageId) ?? null)));
  useEffect(() => {
    if (imageId !== null && view === null) requestView(imageId);
  }, [imageId, view, requestView]);
  return view;
}
