/** The tile picked among the worst, as pixels of the image it lies in. */
import { useMemo } from 'react';
import { scaleFactors } from '../../domain/scale';
import type { TileScore } from '../../domain/trainEvents';
import { useStudio } from '../studioContext';
import { type PixelRect, scaledRect } from './tileFrame';

/** Null where none is picked, or it lies in another image. */
export function useMarkedTile(imageId: string | null): PixelRect | null {
  const tile = useStudio((state) => state.train.markedTile);
  const rect = useTileRect(tile);
  return tile !== null && tile.imageId === imageId ? rect : null;
}

export function useTileRect(tile: TileScore | null): PixelRect | null {
  const image = useStudio(
    (state) => state.data.dataset.images.find(({ id }) => id === tile?.imageId) ?? null,
  );
  const scale = useStudio((state) => state.data.dataset.scale);
  return useMemo(
    () => (tile && image ? scaledRect(tile, scaleFactors(scale, image.pixelSize), image) : null),
    [tile, image, scale],
  );
}
