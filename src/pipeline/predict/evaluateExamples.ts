/** Scores of a network on labelled images: all of them, or a fixed sample that keeps validation short. */
import { throwIfAborted } from '../../common/abort';
import { defined } from '../../common/assert';
import type { Example } from '../../domain/example';
import type { Scores } from '../../domain/metrics';
import type { FloatRaster } from '../../domain/raster';
import type { Network } from '../../gpu/network';
import { type Confusion, countPixels, emptyConfusion, scoresOf } from '../../imaging/scores';
import { planTiles, type Tile } from '../../imaging/tiles';
import { predictionTile, type TileGeometry } from '../../network/tileGeometry';
import { centralTile } from './centralTile';
import { checkChannels } from './checkChannels';
import { tileLabels } from './tileLabels';

/** Pixels scored in one quick pass, over all images. */
const QUICK_PIXELS = 128 * 128;

/**
 * `trainedSize` is the side of the training input, px (see predictionTile). `full` scores every pixel of every labelled example, `quick` the same central tile of each, about 16,000
 * pixels in all. Scores are over all pixels together; null where no example is labelled.
 */
export async function evaluateExamples(
  network: Network,
  examples: readonly Example[],
  pass: 'quick' | 'full',
  trainedSize: number,
  signal?: AbortSignal,
): Promise<Scores | null> {
  const labelled = examples.filter(({ labels }) => labels !== null);
  if (labelled.length === 0) return null;
  const confusion = emptyConfusion(network.spec.classes);
  for (const example of labelled) {
    const { image } = example;
    checkChannels(image.channels, network.spec.inputChannels);
    const { tiles, geometry } =
      pass === 'full'
        ? allTiles(network, image, trainedSize)
        : middleTile(network, image, trainedSize, labelled.length);
    for (const tile of tiles) {
      throwIfAborted(signal);
      await scoreTile(network, example, tile, geometry, confusion);
    }
  }
  return scoresOf(confusion);
}

async function scoreTile(
  network: Network,
  { image, labels }: Example,
  tile: Tile,
  geometry: TileGeometry,
  confusion: Confusion,
): Promise<void> {
  const predicted = await tileLabels(network, image, tile, geometry);
  const region = { x: tile.outX, y: tile.outY, width: tile.outWidth, height: tile.outHeight };
  countPixels(confusion, defined(labels, 'labels'), predicted, region);
}

function allTiles(network: Network, image: FloatRaster, trainedSize: number) {
  const geometry = predictionTile(network.spec, image, trainedSize);
  return { tiles: planTiles(image.width, image.height, geometry), geometry };
}

function middleTile(network: Network, image: FloatRaster, trainedSize: number, count: number) {
  const side = Math.floor(Math.sqrt(QUICK_PIXELS / count));
  const { tile, geometry } = centralTile(network.spec, image, side, trainedSize);
  return { tiles: [tile], geometry };
}
