/** A child of the viewer that brings a part of the image to its middle, once for each new box. */
import { useEffect } from 'react';
import { useViewer } from './viewerContext';
import type { Box } from './viewGeometry';

/** Image px. The view moves when `box` is another object than before. */
export function Reveal({ box }: { readonly box: Box | null }) {
  const { dispatch } = useViewer();
  useEffect(() => {
    if (box !== null) dispatch({ type: 'reveal', box });
  }, [box, dispatch]);
  return null;
}
