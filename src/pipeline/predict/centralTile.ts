/** One tile from the middle of an image: what quick looks at a network in training are taken on. */

import type { UNetSpec } from '../../domain/network';
import { planTiles, type Tile } from '../../imaging/tiles';
import { predictionTile, type TileGeometry, tileWithCore } from '../../network/tileGeometry';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The tile whose part lies nearest to the image's middle; its core is about `side` px, or the image's longer side;
 * with norm layers it is the tile that was trained with, `trainedSize` px.
 */
export function centralTile(
  spec: UNetSpec,
  { width, height }: Size,
  side: number,
  trainedSize: number,
): { readonly tile: Tile; readonly geometry: TileGeometry } {
  const geometry =
    spec.norm === 'none'
      ? tileWithCore(spec, Math.min(side, Math.max(width, height)))
      : predictionTile(spec, { width, height }, trainedSize);
  const distance = ({ outX, outY, outWidth, outHeight }: Tile) =>
    Math.hypot(outX + outWidth / 2 - width / 2, outY + outHeight / 2 - height / 2);
  const tiles = planTiles(width, height, geometry);
  const tile = tiles.reduce((best, other) => (distance(other) < distance(best) ? other : best));
  return { tile, geometry };
}
