/** How much more the last scoring of a run shows the network than a validation does. Pure. For runs of granted minutes. */

import type { Example } from '../../domain/example';
import type { UNetSpec } from '../../domain/network';
import { planTiles } from '../../imaging/tiles';
import { predictionTile, type TileGeometry } from '../../network/tileGeometry';
import { labelledPart } from './quickScores';
import { quickImages, quickTiles } from './quickTiles';

/** Pixels, margins included, of `assess` over those of `quickScores`; 1 where nothing is held out. */
export function scoringCost(spec: UNetSpec, heldOut: readonly Example[], trainedSize: number): number {
  const labelled = heldOut.flatMap(({ image, labels }) => {
    const part = labels && labelledPart(labels);
    return part ? [{ image, part }] : [];
  });
  const quick = quickImages(labelled).map(({ image, part }) => {
    const { tiles, geometry } = quickTiles(spec, image, part, labelled.length, trainedSize);
    return shown(tiles.length, geometry);
  });
  const full = heldOut.map(({ image }) => {
    const geometry = predictionTile(spec, image, trainedSize);
    return shown(planTiles(image.width, image.height, geometry).length, geometry);
  });
  return quick.length === 0 ? 1 : sum(full) / sum(quick);
}

function shown(tiles: number, { inputSize }: TileGeometry): number {
  return tiles * inputSize * inputSize;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
