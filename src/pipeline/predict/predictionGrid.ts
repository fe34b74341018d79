/** Which tiles an image is predicted by, and how they meet. Pure; used by predictStrips and to tell its cost. */
import type { UNetSpec } from '../../domain/network';
import { blendGrid } from '../../imaging/blendGrid';
import type { Size } from '../../imaging/resize';
import { seamGrid, type TileGrid } from '../../imaging/tiles';
import type { TileGeometry } from '../../network/tileGeometry';

/**
 * `geometry` is `predictionTile` of the model and the image. Norm layers see a whole tile, so neighbours differ and are
 * blended; without them tiles agree where they meet.
 */
export function predictionGrid(
  { norm }: UNetSpec,
  { width, height }: Size,
  geometry: TileGeometry,
): TileGrid {
  return norm === 'none' ? seamGrid(width, height, geometry) : blendGrid(width, height, geometry);
}
