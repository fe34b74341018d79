/** One tile through the network: cut with mirrored borders, run, turned into probabilities. */
import type { FloatRaster } from '../../domain/raster';
import type { Network } from '../../gpu/network';
import { readTile, type Tile, type TileOutput } from '../../imaging/tiles';
import type { TileGeometry } from '../../network/tileGeometry';
import { softmaxInPlace } from './softmax';

/** Probabilities of one tile, [outputSize, outputSize, classes]. */
export async function runTile(
  network: Network,
  image: FloatRaster,
  tile: Tile,
  { inputSize, outputSize }: TileGeometry,
): Promise<TileOutput> {
  const data = await network.logits(readTile(image, tile, inputSize), 1, inputSize);
  softmaxInPlace(data, network.spec.classes);
  return { size: outputSize, channels: network.spec.classes, data };
}
