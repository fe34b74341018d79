/** Scores of a network on labelled images: all of them, or a fixed sample that keeps validation short. */
import { throwIfAborted } from '../../common/abort';
import { defined } from '../../common/assert';
import type { Example } from '../../domain/example';
import type { LabelMap } from '../../domain/labels';
import type { Scores } from '../../domain/metrics';
import type { FloatRaster } from '../../domain/raster';
import type { Network } from '../../gpu/network';
import { type Confusion, countPixels, emptyConfusion, scoresOf } from '../../imaging/scores';
import { planTiles, type Tile } from '../../imaging/tiles';
import { predictionTile, type TileGeometry } from '../../network/tileGeometry';
import { atSourceSize } from './atSourceSize';
import { centralTile } from './centralTile';
import { checkChannels } from './checkChannels';
import { predictImage } from './predictImage';
import { tileLabels } from './tileLabels';

/** Pixels scored in one quick pass, over all images. */
export const QUICK_PIXELS = 128 * 128;

/**
 * `trainedSize` is the side of the training input, px (see predictionTile). `full` scores every pixel of every labelled
 * example, at the source's own size where the scale changed it; `quick` the same central tile of each at the training
 * scale, about 16,000 pixels in all. Scores are over all pixels together; null where no example is labelled.
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
  const scoring: Scoring = { network, trainedSize, confusion, signal };
  for (const example of labelled) {
    const { image, sourceLabels } = example;
    checkChannels(image.channels, network.spec.inputChannels);
    if (pass === 'quick') {
      await scoreTiles(scoring, example, middleTile(network, image, trainedSize, labelled.length));
    } else if (sourceLabels) {
      await scoreAtSource(scoring, image, sourceLabels);
    } else {
      await scoreTiles(scoring, example, allTiles(network, image, trainedSize));
    }
  }
  return scoresOf(confusion);
}

interface Scoring {
  readonly network: Network;
  readonly trainedSize: number;
  readonly confusion: Confusion;
  readonly signal: AbortSignal | undefined;
}

interface Tiling {
  readonly tiles: readonly Tile[];
  readonly geometry: TileGeometry;
}

async function scoreTiles(
  { network, confusion, signal }: Scoring,
  { image, labels }: Example,
  { tiles, geometry }: Tiling,
): Promise<void> {
  for (const tile of tiles) {
    throwIfAborted(signal);
    const predicted = await tileLabels(network, image, tile, geometry);
    const region = { x: tile.outX, y: tile.outY, width: tile.outWidth, height: tile.outHeight };
    countPixels(confusion, defined(labels, 'labels'), predicted, region);
  }
}

/** Exactly what predicting the image would give, against the labels as they are in the file. */
async function scoreAtSource(
  { network, trainedSize, confusion, signal }: Scoring,
  image: FloatRaster,
  truth: LabelMap,
): Promise<void> {
  const geometry = predictionTile(network.spec, image, trainedSize);
  const found = await predictImage(network, image, { geometry, ...(signal && { signal }) });
  countPixels(confusion, truth, atSourceSize(found, truth).labels);
}

function allTiles(network: Network, image: FloatRaster, trainedSize: number): Tiling {
  const geometry = predictionTile(network.spec, image, trainedSize);
  return { tiles: planTiles(image.width, image.height, geometry), geometry };
}

function middleTile(network: Network, image: FloatRaster, trainedSize: number, count: number): Tiling {
  const side = Math.floor(Math.sqrt(QUICK_PIXELS / count));
  const { tile, geometry } = centralTile(network.spec, image, side, trainedSize);
  return { tiles: [tile], geometry };
}
