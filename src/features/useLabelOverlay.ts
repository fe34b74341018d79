/** The mask of a view as colours, computed once per view and palette. */
import { useMemo } from 'react';
import type { ClassInfo } from '../domain/labels';
import type { ImageView } from '../state/engineTypes';
import { labelsToRgba } from '../ui/overlay';
import { keepRims } from '../ui/rims';

/** RGBA [height, width, 4], hidden classes left clear, of areas their rims alone for `outlines`; null where the image has no mask. */
export function useLabelOverlay(
  view: Omit<ImageView, 'rgba'> | null,
  classes: readonly ClassInfo[],
  hidden: ReadonlySet<number>,
  outlines = false,
): Uint8ClampedArray<ArrayBuffer> | null {
  return useMemo(() => {
    if (!view?.labels) return null;
    const colors = classes.map((info) => info.color);
    const rgba = labelsToRgba(view.labels, view.ignore, colors, hidden);
    if (outlines) keepRims(rgba, view.labels, view.width, view.height);
    return rgba;
  }, [view, classes, hidden, outlines]);
}
