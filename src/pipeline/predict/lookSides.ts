/** The sides of the tiles that a run's looks and scores will show the network, so that their memory is forecast. Pure. */
import type { UNetSpec } from '../../domain/network';
import { KEPT_PLANS } from '../../gpu/planNetwork';
import type { Size } from '../../imaging/resize';
import { predictionTile } from '../../network/tileGeometry';
import { centralTile } from './centralTile';
import { GLIMPSE_SIDE } from './glimpseOf';
import { quickImages, quickSide } from './quickTiles';

/** Sets of sides, px, whose plans are on the device at the same time. */
export interface LookSides {
  /** While the run's state is copied, which begins each validation. */
  readonly copying: readonly (readonly number[])[];
  /** While a look or the last scores are taken. */
  readonly looking: readonly (readonly number[])[];
}

export interface LookPlan {
  /** Sizes at the training scale, px. */
  readonly heldOut: readonly Size[];
  /** Side of the training input, px. */
  readonly trainedSize: number;
  /** Validations in the whole run. */
  readonly validations: number;
  /** Whether somebody watches (see glimpseOf). */
  readonly glimpses: boolean;
}

export function lookSides(spec: UNetSpec, plan: LookPlan): LookSides {
  const { heldOut, trainedSize, validations, glimpses } = plan;
  const side = quickSide(heldOut.length);
  const middle = (image: Size, core: number) =>
    centralTile(spec, image, core, trainedSize).geometry.inputSize;
  const shown = heldOut.slice(0, glimpses ? 1 : 0).map((image) => middle(image, GLIMPSE_SIDE));
  const quick = quickImages(heldOut).map((image) => middle(image, side));
  const scored = heldOut.map((image) => predictionTile(spec, image, trainedSize).inputSize);
  const looks = liveSets([...shown, ...quick], []);
  const later = validations > 1 ? looks.slice(-1) : [];
  return {
    copying: [shown, ...later],
    looking: [...looks, ...liveSets(scored, looks.at(-1) ?? [])],
  };
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
