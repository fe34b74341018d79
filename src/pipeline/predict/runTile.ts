/** One tile through the network: cut with mirrored borders, run, turned into probabilities. */
import { defined } from '../../common/assert';
import type { FloatRaster } from '../../domain/raster';
import type { Network } from '../../gpu/network';
import { addPutBack, laidOut, type SquareSymmetry } from '../../imaging/squareSymmetries';
import { readTile, type Tile, type TileOutput } from '../../imaging/tiles';
import type { TileGeometry } from '../../network/tileGeometry';
import { middleProbabilities } from './softmax';

/** Probabilities of one tile, [outputSize, outputSize, classes]. */
export function runTile(
  network: Network,
  image: FloatRaster,
  tile: Tile,
  geometry: TileGeometry,
): Promise<TileOutput> {
  const { inputSize, outputSize } = geometry;
  const input = readTile(image, tile, inputSize);
  return tileProbabilities(network, input, { inputSize, outputSize, core: outputSize });
}

/** Sides of a tile, px: what the network reads and returns, and the middle of that which is wanted. */
export type TileSides = Pick<TileGeometry, 'inputSize' | 'outputSize' | 'core'>;

/** Of the middle of a tile that was cut, [inputSize, inputSize, inputChannels]: [core, core, classes]. */
export async function tileProbabilities(
  network: Network,
  input: Float32Array<ArrayBuffer>,
  { inputSize, outputSize, core }: TileSides,
): Promise<TileOutput> {
  const { classes } = network.spec;
  const logits = await network.logits(input, 1, inputSize);
  return { size: core, channels: classes, data: middleProbabilities(logits, outputSize, core, classes) };
}

/** Who is asked about a tile, and how it is laid before each. */
export interface Averaging {
  /** At least one; all of the same spec. */
  readonly networks: readonly Network[];
  readonly symmetries: readonly SquareSymmetry[];
}

/**
 * The mean of the probabilities that all networks give of the tile laid in each of these ways, put back. A tile's pooling
 * grid is the same from all sides, so this is also what the whole image would get, turned and mirrored.
 */
export async function averagedProbabilities(
  { networks, symmetries }: Averaging,
  input: Float32Array<ArrayBuffer>,
  sides: TileSides,
): Promise<TileOutput> {
  const { classes, inputChannels } = defined(networks[0], 'network').spec;
  const { inputSize, core: size } = sides;
  const share = 1 / (networks.length * symmetries.length);
  const sums = new Float32Array(size * size * classes);
  for (const symmetry of symmetries) {
    const laid = laidOut(input, inputSize, inputChannels, symmetry);
    for (const network of networks) {
      const { data } = await tileProbabilities(network, laid, sides);
      addPutBack(data, size, classes, symmetry, share, sums);
    }
  }
  return { size, channels: classes, data: sums };
}
