/** The mask of a view as colours, computed once per view and palette. */
import { useMemo } from 'react';
import type { ClassInfo } from '../domain/labels';
import type { ImageView } from '../state/engineTypes';
import { labelsToRgba } from '../ui/overlay';

/** RGBA [height, width, 4], hidden classes left clear; null where the image has no mask. */
export function useLabelOverlay(
  view: Pick<ImageView, 'labels' | 'ignore'> | null,
  classes: readonly ClassInfo[],
  hidden: ReadonlySet<number>,
): Uint8ClampedArray<ArrayBuffer> | null {
  return useMemo(() => {
    if (!view?.labels) return null;
    const colors = classes.map((info) => info.color);
    return labelsToRgba(view.labels, view.ignore, colors, hidden);
  }, [view, classes, hidden]);
}
