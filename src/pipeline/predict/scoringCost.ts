/** How much longer the last scoring of a run takes than one validation, told before either. Pure; for granted minutes. */
import { quickImages, quickSide, tilesEach } from './quickTiles';

interface HeldOut {
  readonly image: { readonly width: number; readonly height: number };
}

/** Assessing also counts objects, regions and calibration on the CPU, about as long as half of the prediction. */
const MEASURES = 1.5;

/** At least 1; the ratio of the pixels that are predicted. */
export function scoringCost(heldOut: readonly HeldOut[]): number {
  if (heldOut.length === 0) return 1;
  const pixels = heldOut.reduce((sum, { image: { width, height } }) => sum + width * height, 0);
  const quick = quickImages(heldOut).reduce((sum, { image: { width, height } }) => {
    return sum + Math.min(width * height, tilesEach(heldOut.length) * quickSide(heldOut.length) ** 2);
  }, 0);
  return Math.max(1, (MEASURES * pixels) / quick);
}
