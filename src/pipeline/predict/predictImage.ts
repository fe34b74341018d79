/** Stage "predict": one image of any size through the network, by overlapping tiles with mirrored borders. */
import { throwIfAborted } from '../../common/abort';
import type { FloatRaster } from '../../domain/raster';
import type { Network } from '../../gpu/network';
import { planTiles, writeTile, writeTileLabels } from '../../imaging/tiles';
import type { TileGeometry } from '../../network/tileGeometry';
import { checkChannels } from './checkChannels';
import { runTile } from './runTile';

export interface PredictOptions {
  /** The tile to use: `predictionTile` of the model. */
  readonly geometry: TileGeometry;
  /** After each tile: tiles done, counting from 1, and all tiles. */
  readonly onTile?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface ImagePrediction {
  readonly width: number;
  readonly height: number;
  readonly classes: number;
  /** [height, width], index of the most probable class; the lower index of equals. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** [classes, height, width], 0..1. */
  readonly probabilities: Float32Array<ArrayBuffer>;
  readonly tiles: number;
}

/**
 * Labels and probabilities of a whole image that is normalised as the model says.
 * Throws `wrong-channels` for an image with another number of channels, `aborted` between tiles.
 */
export async function predictImage(
  network: Network,
  image: FloatRaster,
  options: PredictOptions,
): Promise<ImagePrediction> {
  const { width, height } = image;
  const { inputChannels, classes } = network.spec;
  checkChannels(image.channels, inputChannels);
  const { geometry } = options;
  const tiles = planTiles(width, height, geometry);
  const labels = new Uint8Array(width * height);
  const probabilities = new Float32Array(classes * width * height);
  for (const [index, tile] of tiles.entries()) {
    throwIfAborted(options.signal);
    const output = await runTile(network, image, tile, geometry);
    writeTileLabels(output, tile, geometry.core, { width, data: labels });
    writeTile(output, tile, geometry.core, { width, height, channels: classes, data: probabilities });
    options.onTile?.(index + 1, tiles.length);
  }
  return { width, height, classes, labels, probabilities, tiles: tiles.length };
}
