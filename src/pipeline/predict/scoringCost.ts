/** How much longer the last scoring of a run takes than one validation, told before either. Pure; for granted minutes. */
import type { UNetSpec } from '../../domain/network';
import type { Size } from '../../imaging/resize';
import { predictionTile } from '../../network/tileGeometry';
import { predictionGrid } from './predictionGrid';
import { quickImages, quickTiles } from './quickTiles';

interface HeldOut {
  readonly image: Size;
}

/** Assessing also counts objects, regions and calibration on the CPU, about as long as half of the prediction. */
const MEASURES = 1.5;

/**
 * At least 1; the ratio of the pixels that the network is shown, margins included: they are most of a validation's
 * small tiles. `trainedSize` is the side of the training input, px.
 */
export function scoringCost(spec: UNetSpec, heldOut: readonly HeldOut[], trainedSize: number): number {
  if (heldOut.length === 0) return 1;
  const whole = heldOut.map(({ image }) => {
    const geometry = predictionTile(spec, image, trainedSize);
    const { columns, rows, inputSize } = predictionGrid(spec, image, geometry);
    return columns.length * rows.length * inputSize ** 2;
  });
  const quick = quickImages(heldOut).map(({ image }) => {
    const part = { x: 0, y: 0, width: image.width, height: image.height };
    const { tiles, geometry } = quickTiles(spec, image, part, heldOut.length, trainedSize);
    return tiles.length * geometry.inputSize ** 2;
  });
  return Math.max(1, (MEASURES * sum(whole)) / sum(quick));
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
