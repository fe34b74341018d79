/**
 * What happens to one patch, as numbers: drawn from the seed, then read through the settings. Every number is drawn
 * whatever is switched on, in an order that never changes, so moving one slider leaves all other draws as they were.
 */
import { rngStream } from '../../common/rng';
import type { AugmentSettings, RangedTransform, SwitchedTransform } from '../../domain/augment';

/** Names one patch of a run; the same key gives the same patch, whichever worker draws it and when. */
export interface PatchKey {
  readonly seed: number;
  readonly step: number;
  readonly index: number;
}

/** Raw draws, each uniform in [0, 1). A new one goes to the end, else every stored run changes. */
export interface PatchDraws {
  readonly example: number;
  readonly x: number;
  readonly y: number;
  readonly flipHorizontal: number;
  readonly flipVertical: number;
  readonly rotation: RangedDraw;
  readonly brightness: RangedDraw;
  readonly contrast: RangedDraw;
}

interface RangedDraw {
  readonly chance: number;
  readonly value: number;
}

/** The transform of one patch: first the flips, then the turn, then the intensities. */
export interface PatchTransform {
  /** Left and right change places. */
  readonly flipHorizontal: boolean;
  /** Top and bottom change places. */
  readonly flipVertical: boolean;
  /** Clockwise turn of the content, degrees. */
  readonly rotation: number;
  /** Added, in standard deviations of the image. */
  readonly brightness: number;
  /** Factor around the patch's mean. */
  readonly contrast: number;
}

export function drawNumbers({ seed, step, index }: PatchKey): PatchDraws {
  const { next } = rngStream(seed, 'patch', step, index);
  // Properties are evaluated in the order they are written (ECMA-262, 13.2.5.5).
  return {
    example: next(),
    x: next(),
    y: next(),
    flipHorizontal: next(),
    flipVertical: next(),
    rotation: { chance: next(), value: next() },
    brightness: { chance: next(), value: next() },
    contrast: { chance: next(), value: next() },
  };
}

export function transformOf(draws: PatchDraws, augment: AugmentSettings): PatchTransform {
  return {
    flipHorizontal: happens(augment.flipHorizontal, draws.flipHorizontal),
    flipVertical: happens(augment.flipVertical, draws.flipVertical),
    rotation: offset(augment.rotation, draws.rotation),
    brightness: offset(augment.brightness, draws.brightness),
    contrast: 1 + offset(augment.contrast, draws.contrast),
  };
}

function happens({ enabled, probability }: SwitchedTransform, chance: number): boolean {
  return enabled && chance < probability;
}

/** Uniform in [-amount, amount), or 0 where the transform does not happen. */
function offset(transform: RangedTransform, { chance, value }: RangedDraw): number {
  return happens(transform, chance) ? (2 * value - 1) * transform.amount : 0;
}
