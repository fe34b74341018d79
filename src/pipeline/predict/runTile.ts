/** One tile through the network: cut with mirrored borders, run, turned into probabilities. */
import type { FloatRaster } from '../../domain/raster';
import type { Network } from '../../gpu/network';
import { addPutBack, laidOut, type SquareSymmetry } from '../../imaging/squareSymmetries';
import { readTile, type Tile, type TileOutput } from '../../imaging/tiles';
import type { TileGeometry } from '../../network/tileGeometry';
import { softmaxInPlace } from './softmax';

/** Probabilities of one tile, [outputSize, outputSize, classes]. */
export function runTile(
  network: Network,
  image: FloatRaster,
  tile: Tile,
  geometry: TileGeometry,
): Promise<TileOutput> {
  return tileProbabilities(network, readTile(image, tile, geometry.inputSize), geometry);
}

/** The same for a tile that was cut, [inputSize, inputSize, inputChannels]. */
export async function tileProbabilities(
  network: Network,
  input: Float32Array<ArrayBuffer>,
  { inputSize, outputSize }: Pick<TileGeometry, 'inputSize' | 'outputSize'>,
): Promise<TileOutput> {
  const { classes } = network.spec;
  const data = await network.logits(input, 1, inputSize);
  softmaxInPlace(data, classes);
  return { size: outputSize, channels: classes, data };
}

/**
 * The mean of the probabilities of the tile laid in each of these ways, put back. A tile's pooling grid is the same from
 * all sides, so this is also what the whole image would get, turned and mirrored.
 */
export async function augmentedProbabilities(
  network: Network,
  input: Float32Array<ArrayBuffer>,
  geometry: Pick<TileGeometry, 'inputSize' | 'outputSize'>,
  symmetries: readonly SquareSymmetry[],
): Promise<TileOutput> {
  const { classes, inputChannels } = network.spec;
  const { inputSize, outputSize: size } = geometry;
  const sums = new Float32Array(size * size * classes);
  for (const symmetry of symmetries) {
    const laid = laidOut(input, inputSize, inputChannels, symmetry);
    const { data } = await tileProbabilities(network, laid, geometry);
    addPutBack(data, size, classes, symmetry, 1 / symmetries.length, sums);
  }
  return { size, channels: classes, data: sums };
}
