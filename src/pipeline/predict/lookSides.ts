/** The sides of the tiles that a run's looks and scores will show the network, so that their memory is forecast. Pure. */
import type { UNetSpec } from '../../domain/network';
import { KEPT_PLANS } from '../../gpu/planNetwork';
import type { Size } from '../../imaging/resize';
import { predictionTile } from '../../network/tileGeometry';
import { centralTile } from './centralTile';
import { QUICK_PIXELS } from './evaluateExamples';
import { GLIMPSE_SIDE } from './glimpseOf';

/** Sets of sides, px, whose plans are on the device at the same time, in the order in which they come to be. */
export interface LookSides {
  readonly during: readonly (readonly number[])[];
  readonly atTheEnd: readonly (readonly number[])[];
}

/**
 * `heldOut` are the images' sizes at the training scale, px; `trainedSize` is the side of the training input.
 * `glimpses` says whether somebody watches (see glimpseOf).
 */
export function lookSides(
  spec: UNetSpec,
  heldOut: readonly Size[],
  trainedSize: number,
  glimpses: boolean,
): LookSides {
  const side = Math.floor(Math.sqrt(QUICK_PIXELS / Math.max(1, heldOut.length)));
  const middle = (image: Size, core: number) =>
    centralTile(spec, image, core, trainedSize).geometry.inputSize;
  const looks = [
    ...heldOut.slice(0, glimpses ? 1 : 0).map((image) => middle(image, GLIMPSE_SIDE)),
    ...heldOut.map((image) => middle(image, side)),
  ];
  const during = liveSets(looks, []);
  const scored = heldOut.map((image) => predictionTile(spec, image, trainedSize).inputSize);
  return { during, atTheEnd: liveSets(scored, during.at(-1) ?? []) };
}

/** What is kept after each use of a side: the sides used last. */
function liveSets(used: readonly number[], before: readonly number[]): number[][] {
  const sets: number[][] = [];
  let live = before;
  for (const side of used) {
    const next = [...live.filter((kept) => kept !== side), side].slice(-KEPT_PLANS);
    sets.push(next);
    live = next;
  }
  return sets;
}
