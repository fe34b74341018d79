/** Who trains and who is held out, by the ids of images alone. Of `spatial` splits the blocks need pixels: pipeline/train/splitImages. */
import { rngStream } from '../common/rng';
import type { TrainSettings } from './train';

export type SplitSettings = Pick<TrainSettings, 'split' | 'validationImages' | 'folds' | 'fold' | 'seed'>;

export interface SplitIds {
  /** In the order of the list. Disjoint from `validation`, but for `spatial`: then both are the whole list. */
  readonly train: readonly string[];
  readonly validation: readonly string[];
}

/** The split of the settings over labelled images in dataset order. `train` is empty where too many are held out. */
export function splitIds(settings: SplitSettings, ids: readonly string[]): SplitIds {
  if (settings.split === 'spatial') return { train: ids, validation: ids };
  const held = heldOutPlaces(settings, ids.length);
  return {
    train: ids.filter((_, place) => !held.has(place)),
    validation: ids.filter((_, place) => held.has(place)),
  };
}

function heldOutPlaces({ split, ...settings }: SplitSettings, count: number): ReadonlySet<number> {
  const places = Array.from({ length: count }, (_, place) => place);
  const { validationImages, folds, fold, seed } = settings;
  switch (split) {
    case 'last':
      return new Set(places.slice(Math.max(0, count - validationImages)));
    case 'drawn':
      return new Set(shuffled(places, seed).slice(0, validationImages));
    case 'folds':
      return new Set(dealt(shuffled(places, seed), folds, fold));
    case 'blocks':
      return new Set(dealt(places, folds, fold));
    case 'spatial':
      return new Set();
  }
}

/** One of `folds` runs of neighbours, whose lengths differ by one at most. */
function dealt(places: readonly number[], folds: number, fold: number): number[] {
  const start = (part: number) => Math.floor((places.length * part) / folds);
  return places.slice(start(fold), start(fold + 1));
}

/** Fisher and Yates: the same order for the same seed. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const order = [...items];
  const rng = rngStream(seed, 'split', 0, 0);
  for (let last = order.length - 1; last > 0; last--) {
    const other = rng.below(last + 1);
    const moved = order.splice(other, 1);
    order.splice(last, 0, ...moved);
  }
  return order;
}
