/** The classes that one tile of an image gets, cut to the part that the tile is there for. */
import type { FloatRaster } from '../../domain/raster';
import type { Network } from '../../gpu/network';
import { type Tile, writeTileLabels } from '../../imaging/tiles';
import type { TileGeometry } from '../../network/tileGeometry';
import { runTile } from './runTile';

/** [tile.outHeight, tile.outWidth] class indices. */
export async function tileLabels(
  network: Network,
  image: FloatRaster,
  tile: Tile,
  geometry: TileGeometry,
): Promise<Uint8Array<ArrayBuffer>> {
  const output = await runTile(network, image, tile, geometry);
  const data = new Uint8Array(tile.outWidth * tile.outHeight);
  const alone = { ...tile, outX: 0, outY: 0 };
  writeTileLabels(output, alone, geometry.core, { width: tile.outWidth, data });
  return data;
}
