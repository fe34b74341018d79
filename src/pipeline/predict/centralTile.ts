/** One tile from the middle of an image: what quick looks at a network in training are taken on. */

import type { UNetSpec } from '../../domain/network';
import type { Tile } from '../../imaging/tiles';
import { type TileGeometry, tileWithCore, trainedTile } from '../../network/tileGeometry';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The tile in the image's middle, to within the pooling grid; its core is about `side` px, or the image's longer
 * side. With norm layers it is no smaller than the tile that was trained with, `trainedSize` px.
 */
export function centralTile(
  spec: UNetSpec,
  { width, height }: Size,
  side: number,
  trainedSize: number,
): { readonly tile: Tile; readonly geometry: TileGeometry } {
  const plain = tileWithCore(spec, Math.min(side, Math.max(width, height)));
  const trained = spec.norm === 'none' ? plain : trainedTile(spec, trainedSize);
  const geometry = plain.inputSize >= trained.inputSize ? plain : trained;
  return { tile: tileAround({ width, height }, geometry, width / 2, height / 2), geometry };
}

/** The tile whose core has (x, y) in its middle, as far as the image and the pooling grid let it. */
export function tileAround({ width, height }: Size, geometry: TileGeometry, x: number, y: number): Tile {
  const { core, margin } = geometry;
  const [outX, outY] = [startAround(x, width, geometry), startAround(y, height, geometry)];
  return {
    inX: outX - margin,
    inY: outY - margin,
    outX,
    outY,
    outWidth: Math.min(core, width - outX),
    outHeight: Math.min(core, height - outY),
    cropX: 0,
    cropY: 0,
  };
}

/** Where the core starts along an axis: on the grid that pooling needs (inX + margin is a multiple of `alignment`). */
function startAround(middle: number, length: number, { core, alignment }: TileGeometry): number {
  const last = Math.max(0, length - core);
  return Math.floor(Math.min(Math.max(0, middle - core / 2), last) / alignment) * alignment;
}
