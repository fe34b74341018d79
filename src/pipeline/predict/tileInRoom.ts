/** The tile for an image that the device has room for. Called by predictSource before the first tile. */
import { hasCode, type StudioError } from '../../common/errors';
import type { Network } from '../../gpu/network';
import type { Size } from '../../imaging/resize';
import { predictionTile, smallerTile, type TileGeometry } from '../../network/tileGeometry';

/**
 * `predictionTile` where all of `networks`, which are alike, have room for it at once, else the largest of the smaller ones
 * that they have room for. Rejects with `out-of-memory` where there is no room for the smallest either. `trainedSize` is
 * the side of the training input, px.
 */
export async function tileInRoom(
  networks: readonly [Network, ...Network[]],
  image: Size,
  trainedSize: number,
): Promise<TileGeometry> {
  const { spec } = networks[0];
  let tile = predictionTile(spec, image, trainedSize);
  for (;;) {
    const refusal = await refusalOf(networks, tile.inputSize);
    if (refusal === null) return tile;
    const smaller = smallerTile(spec, tile, trainedSize);
    if (smaller === null) throw refusal;
    tile = smaller;
  }
}

/** Why there is no room for tiles of `side` px; what was held for tiles is given back then. */
async function refusalOf(networks: readonly Network[], side: number): Promise<StudioError | null> {
  try {
    for (const network of networks) await network.prepare(side);
    return null;
  } catch (thrown) {
    if (!hasCode(thrown, 'out-of-memory')) throw thrown;
    for (const network of networks) await network.release();
    return thrown;
  }
}
