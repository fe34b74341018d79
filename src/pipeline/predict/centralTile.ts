/** One tile from the middle of an image: what quick looks at a network in training are taken on. */

import type { UNetSpec } from '../../domain/network';
import type { Tile } from '../../imaging/tiles';
import { predictionTile, type TileGeometry, tileWithCore } from '../../network/tileGeometry';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The tile in the image's middle, to within the pooling grid; its core is about `side` px, or the image's longer
 * side. With norm layers it is the tile that was trained with, `trainedSize` px.
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
  const { core, margin } = geometry;
  const [outX, outY] = [centredStart(width, geometry), centredStart(height, geometry)];
  const tile = {
    inX: outX - margin,
    inY: outY - margin,
    outX,
    outY,
    outWidth: Math.min(core, width - outX),
    outHeight: Math.min(core, height - outY),
    cropX: 0,
    cropY: 0,
  };
  return { tile, geometry };
}

/** Where the core starts along an axis: on the grid that pooling needs (inX + margin is a multiple of `alignment`). */
function centredStart(length: number, { core, alignment }: TileGeometry): number {
  return Math.max(0, Math.floor((length - core) / 2 / alignment) * alignment);
}
