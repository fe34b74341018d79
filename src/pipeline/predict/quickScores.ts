/** Scores of a network in training on a fixed sample of what is held out: a validation. The last word has `assess`. */
import { throwIfAborted } from '../../common/abort';
import type { Example } from '../../domain/example';
import type { LabelMap } from '../../domain/labels';
import type { QuickScores, TileScore } from '../../domain/trainEvents';
import type { Network } from '../../gpu/network';
import { type Confusion, countPixels, emptyConfusion, type Region, scoresOf } from '../../imaging/scores';
import type { Tile } from '../../imaging/tiles';
import { checkChannels } from './checkChannels';
import { quickImages, quickTiles } from './quickTiles';
import { tileLabels } from './tileLabels';

/**
 * At the training scale, by the tiles of quickTiles; in an image that is labelled in part (a held-out block) they lie
 * there. `trainedSize` is the side of the training input, px (see predictionTile). Null where nothing is labelled.
 */
export async function quickScores(
  network: Network,
  heldOut: readonly Example[],
  trainedSize: number,
  signal?: AbortSignal,
): Promise<QuickScores | null> {
  const { spec } = network;
  const labelled = heldOut.flatMap(({ id, image, labels }) => {
    const part = labels && labelledPart(labels);
    return part ? [{ id, image, labels, part }] : [];
  });
  if (labelled.length === 0) return null;
  const all = emptyConfusion(spec.classes);
  const scored: TileScore[] = [];
  for (const { id, image, labels, part } of quickImages(labelled)) {
    checkChannels(image.channels, spec.inputChannels);
    const { tiles, geometry } = quickTiles(spec, image, part, labelled.length, trainedSize);
    for (const tile of tiles) {
      throwIfAborted(signal);
      const own = emptyConfusion(spec.classes);
      countPixels(own, labels, await tileLabels(network, image, tile, geometry), regionOf(tile));
      addTo(all, own);
      scored.push({ imageId: id, ...regionOf(tile), meanDice: scoresOf(own).meanDice });
    }
  }
  const tiles = scored.filter(({ meanDice }) => meanDice !== null);
  return { scores: scoresOf(all), tiles: tiles.sort((a, b) => (a.meanDice ?? 0) - (b.meanDice ?? 0)) };
}

function regionOf({ outX, outY, outWidth, outHeight }: Tile): Region {
  return { x: outX, y: outY, width: outWidth, height: outHeight };
}

function addTo({ counts }: Confusion, more: Confusion): void {
  for (let cell = 0; cell < counts.length; cell++)
    counts[cell] = (counts[cell] ?? 0) + (more.counts[cell] ?? 0);
}

/** The smallest rectangle with all pixels that count; null where none does. */
export function labelledPart({ width, height, ignore }: LabelMap): Region | null {
  if (ignore === null) return { x: 0, y: 0, width, height };
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (ignore[y * width + x]) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
