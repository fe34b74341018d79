/** How patches are drawn now: the layers that are on, the classes' colours, the range of the weights. */
import { useMemo } from 'react';
import type { AugmentLayer } from '../../state/augmentSlice';
import { useStudio } from '../studioContext';
import type { PatchLook } from './patchPixels';
import type { DisplayWindow } from './patchToRgba';

const IMAGE_ALONE: ReadonlySet<AugmentLayer> = new Set(['image']);

export function usePatchLook(display: DisplayWindow, maxWeight: number): PatchLook {
  const classes = useStudio((state) => state.data.classes);
  const hidden = useStudio((state) => state.data.hidden);
  const opacity = useStudio((state) => state.data.opacity);
  const layers = useStudio(({ augment, shell }) => (shell.overlayVisible ? augment.layers : IMAGE_ALONE));
  return useMemo(() => {
    const colors = classes.map((info) => info.color);
    return { window: display, layers, colors, hidden, opacity, maxWeight };
  }, [display, layers, classes, hidden, opacity, maxWeight]);
}
