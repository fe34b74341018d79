/**
 * The heart of stage "predict": an image of any size through the network by overlapping tiles with mirrored borders. It
 * is read by rows and handed over by rows, so memory grows with the tile and the image's width, not with its height.
 */
import { throwIfAborted } from '../../common/abort';
import { assert } from '../../common/assert';
import { HeldBytes } from '../../common/heldBytes';
import type { UNetSpec } from '../../domain/network';
import type { Network } from '../../gpu/network';
import type { Size } from '../../imaging/resize';
import { AS_IT_LIES, type SquareSymmetry } from '../../imaging/squareSymmetries';
import { TileSums } from '../../imaging/tileSums';
import { type TileOutput, tilesOf } from '../../imaging/tiles';
import type { TileGeometry } from '../../network/tileGeometry';
import type { FloatRows } from '../data/preparedRows';
import { checkChannels } from './checkChannels';
import { InputBand } from './inputBand';
import { oneAhead } from './oneAhead';
import { predictionGrid } from './predictionGrid';
import { averagedProbabilities, type TileSides, tileProbabilities } from './runTile';
import { StripOutlet, type StripSink } from './stripOutlet';

export interface PredictOptions {
  /** The tile to use: `predictionTile` of the model. */
  readonly geometry: TileGeometry;
  /** The size of the result; that of the image where it is not given. */
  readonly to?: Size;
  /** Ways to lay each tile, whose probabilities are averaged (test-time augmentation). */
  readonly symmetries?: readonly SquareSymmetry[];
  /** Whose probabilities are averaged with the network's own: of models that checkAlike lets pass. */
  readonly others?: readonly Network[];
  /** After each tile: tiles done, counting from 1, and all tiles. */
  readonly onTile?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** Counts the arrays that are held on the way. */
  readonly held?: HeldBytes;
}

/**
 * Hands the result to `sink` in strips from the top; resolves to the number of tiles. `image` is normalised as the model
 * says. Sums are made in the order of the tiles, so equal inputs give equal bits. The next tile is read while the
 * device works. Throws `wrong-channels` for an image with another number of channels, `aborted` between tiles, and
 * what reading and the sink throw.
 */
export async function predictStrips(
  network: Network,
  image: FloatRows,
  options: PredictOptions,
  sink: StripSink,
): Promise<number> {
  const { inputChannels, classes } = network.spec;
  checkChannels(image.channels, inputChannels);
  const { geometry, to = image, signal, onTile, held = new HeldBytes() } = options;
  const grid = predictionGrid(network.spec, image, geometry);
  const band = new InputBand(image, grid.inputSize, held);
  const sums = new TileSums(grid, classes);
  const outlet = new StripOutlet(image, to, sink, held);
  held.hold(sums.bytes + tileBytes(network.spec, geometry));
  const cut = (tile: { readonly inX: number; readonly inY: number }) => {
    throwIfAborted(signal);
    return band.cut(tile, signal);
  };
  const { inputSize, outputSize } = geometry;
  const sides = { inputSize, outputSize, core: grid.core };
  const run = (input: Float32Array<ArrayBuffer>) => probabilities(network, input, sides, options);
  const { rows, columns } = grid;
  const total = rows.length * columns.length;
  let done = 0;
  for await (const [tile, output] of oneAhead(tilesOf(grid), cut, run)) {
    throwIfAborted(signal);
    sums.add(output, tile);
    done++;
    onTile?.(done, total);
    if (done % columns.length === 0) {
      await outlet.take(sums.take(rows[done / columns.length]?.from ?? image.height));
    }
  }
  return total;
}

function probabilities(
  network: Network,
  input: Float32Array<ArrayBuffer>,
  sides: TileSides,
  { symmetries, others = [] }: PredictOptions,
): Promise<TileOutput> {
  if (others.length === 0 && !symmetries) return tileProbabilities(network, input, sides);
  const { classes, inputChannels } = network.spec;
  const fit = others.every(({ spec }) => spec.classes === classes && spec.inputChannels === inputChannels);
  assert(fit, 'averaged networks have the same channels and classes');
  return averagedProbabilities(
    { networks: [network, ...others], symmetries: symmetries ?? [AS_IT_LIES] },
    input,
    sides,
  );
}

/** Of the inputs and outputs of the two tiles that are under way. */
function tileBytes({ inputChannels, classes }: UNetSpec, { inputSize, outputSize }: TileGeometry): number {
  return 2 * 4 * (inputSize ** 2 * inputChannels + outputSize ** 2 * classes);
}
