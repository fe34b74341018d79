/** Scores of a network on labelled images: all of them, or a fixed sample that keeps validation short. */
import { throwIfAborted } from '../../common/abort';
import { defined } from '../../common/assert';
import type { Example } from '../../domain/example';
import type { Scores } from '../../domain/metrics';
import type { Network } from '../../gpu/network';
import { type Confusion, countPixels, emptyConfusion, scoresOf } from '../../imaging/scores';
import { planTiles, type Tile, writeTileLabels } from '../../imaging/tiles';
import { predictionTile, type TileGeometry, tileWithCore } from '../../network/tileGeometry';
import { checkChannels } from './checkChannels';
import { runTile } from './runTile';

/** Pixels scored in one quick pass, over all images. */
const QUICK_PIXELS = 128 * 128;

/**
 * `full` scores every pixel of every labelled example, `quick` the same central tile of each, about 16,000
 * pixels in all. Scores are over all pixels together; null where no example is labelled.
 */
export async function evaluateExamples(
  network: Network,
  examples: readonly Example[],
  pass: 'quick' | 'full',
  signal?: AbortSignal,
): Promise<Scores | null> {
  const labelled = examples.filter(({ labels }) => labels !== null);
  if (labelled.length === 0) return null;
  const confusion = emptyConfusion(network.spec.classes);
  for (const example of labelled) {
    const { image } = example;
    checkChannels(image.channels, network.spec.inputChannels);
    const geometry =
      pass === 'full' ? predictionTile(network.spec, image) : quickTile(network, image, labelled.length);
    const tiles = planTiles(image.width, image.height, geometry);
    const chosen = pass === 'full' ? tiles : [centralTile(tiles, image.width, image.height)];
    for (const tile of chosen) {
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
  const output = await runTile(network, image, tile, geometry);
  const predicted = new Uint8Array(tile.outWidth * tile.outHeight);
  const local = { ...tile, outX: 0, outY: 0 };
  writeTileLabels(output, local, geometry.core, { width: tile.outWidth, data: predicted });
  const region = { x: tile.outX, y: tile.outY, width: tile.outWidth, height: tile.outHeight };
  countPixels(confusion, defined(labels, 'labels'), predicted, region);
}

function quickTile(network: Network, image: { width: number; height: number }, count: number): TileGeometry {
  const side = Math.floor(Math.sqrt(QUICK_PIXELS / count));
  return tileWithCore(network.spec, Math.min(side, Math.max(image.width, image.height)));
}

/** The tile whose part lies nearest to the image's middle; the first of equals. */
function centralTile(tiles: readonly Tile[], width: number, height: number): Tile {
  const distance = (tile: Tile) =>
    Math.hypot(tile.outX + tile.outWidth / 2 - width / 2, tile.outY + tile.outHeight / 2 - height / 2);
  return tiles.reduce((best, tile) => (distance(tile) < distance(best) ? tile : best));
}
