/** The mask of one image as it is in its file, for a component: asks the worker when it is not here yet. */
import { useEffect } from 'react';
import type { MaskBefore } from '../../domain/view';
import { useActions, useStudio } from '../studioContext';

/** Null until it has arrived, and for null. */
export function useMaskBefore(imageId: string | null): MaskBefore | null {
  const { requestMaskBefore } = useActions().data;
  const mask = useStudio((state) =>
    imageId === null ? null : (state.data.masksBefore.get(imageId) ?? null),
  );
  useEffect(() => {
    if (imageId !== null && mask === null) requestMaskBefore(imageId);
  }, [imageId, mask, requestMaskBefore]);
  return mask;
}
