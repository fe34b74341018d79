/** The auto preset's network: how deep and over which tile for objects of a size, and how wide for the time granted. Pure. */
import type { TrainSettings } from '../../../domain/train';

/** What the choice knows of the device. */
export interface ChoiceDevice {
  /** Of a step with these settings; null where it is not known. */
  secondsPerStep(settings: TrainSettings): number | null;
  /** Whether a run with these settings fits into the memory. */
  fits(settings: TrainSettings): boolean;
}

export interface Rung {
  readonly width: number;
  readonly batch: number;
}

/** From cheap to dear, each about one and a half to two and a half times as dear as the one before. */
export const RUNGS: readonly Rung[] = [
  { width: 8, batch: 1 },
  { width: 12, batch: 1 },
  { width: 16, batch: 1 },
  { width: 24, batch: 1 },
  { width: 32, batch: 1 },
  { width: 32, batch: 2 },
  { width: 32, batch: 4 },
  { width: 48, batch: 4 },
  { width: 64, batch: 4 },
];

/** Where nothing is known of the device's speed. */
const UNKNOWN_RUNG = 2;

/**
 * A wider network pays only where it still gets so many steps. Of the same operations in all, half the width with four
 * times the steps (2,800 instead of 700) learned the membranes of ISBI 2012 clearly better: Dice 0.77 instead of 0.74.
 */
export const USEFUL_STEPS = 2000;

const TILE = { least: 96, most: 192, grain: 32 } as const;

/** Poolings for objects of `diameter` px, so that a bottleneck pixel is about a quarter of one: 2 to 4. */
export function depthFor(diameter: number | null): number {
  if (diameter === null) return 3;
  return Math.min(4, Math.max(2, Math.round(Math.log2(diameter / 4))));
}

/** Four objects across, and hardly more than the smallest image has, px. */
export function tileFor(diameter: number | null, side: number): number {
  const wanted = diameter === null ? 128 : 4 * diameter;
  const snapped = TILE.grain * Math.round(Math.min(TILE.most, Math.max(TILE.least, wanted)) / TILE.grain);
  return Math.max(TILE.grain, Math.min(snapped, TILE.grain * Math.ceil(side / TILE.grain)));
}

/** Steps of a run that fit into `seconds`; null where the speed is not known. */
export function stepsIn(seconds: number, settings: TrainSettings, device: ChoiceDevice): number | null {
  const each = device.secondsPerStep(settings);
  return each === null || each <= 0 ? null : Math.floor(seconds / each);
}

/**
 * The dearest rung that fits the memory and still gets `useful` steps in `seconds`; the cheapest where none does. `of`
 * puts a rung into whole settings, the user's own among them.
 */
export function rungFor(
  seconds: number,
  useful: number,
  of: (rung: Rung) => TrainSettings,
  device: ChoiceDevice,
): Rung {
  const good = RUNGS.filter((rung, index) => {
    const settings = of(rung);
    const steps = stepsIn(seconds, settings, device);
    return device.fits(settings) && (steps === null ? index <= UNKNOWN_RUNG : steps >= useful);
  });
  return good.at(-1) ?? { width: 8, batch: 1 };
}

/** The largest tile up to `settings.tile` with which a run fits; the smallest there is where none does. */
export function tileThatFits(settings: TrainSettings, device: ChoiceDevice): number {
  for (let tile = settings.tile; tile > TILE.grain; tile -= TILE.grain) {
    if (device.fits({ ...settings, tile })) return tile;
  }
  return Math.min(settings.tile, TILE.grain);
}
