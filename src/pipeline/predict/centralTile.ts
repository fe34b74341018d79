/** One tile from the middle of an image: what quick looks at a network in training are taken on. */

import type { UNetSpec } from '../../domain/network';
import { planTiles, type Tile } from '../../imaging/tiles';
import { type TileGeometry, tileWithCore } from '../../network/tileGeometry';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The tile whose part lies nearest to the image's middle; its core is about `side` px, or the image's longer side. */
export function centralTile(
  spec: UNetSpec,
  { width, height }: Size,
  side: number,
): { readonly tile: Tile; readonly geometry: TileGeometry } {
  const geometry = tileWithCore(spec, Math.min(side, Math.max(width, height)));
  const distance = ({ outX, outY, outWidth, outHeight }: Tile) =>
    Math.hypot(outX + outWidth / 2 - width / 2, outY + outHeight / 2 - height / 2);
  const tiles = planTiles(width, height, geometry);
  const tile = tiles.reduce((best, other) => (distance(other) < distance(best) ? other : best));
  return { tile, geometry };
}
