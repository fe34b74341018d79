/** The ranges of what the user may set for a run. */
import { studioError } from '../../common/errors';
import type { TrainSettings } from '../../domain/train';

interface Range {
  readonly low: number;
  readonly high: number;
  readonly whole: boolean;
}

const RANGES: { readonly [name in keyof TrainSettings]?: Range } = {
  tile: { low: 16, high: 4096, whole: true },
  batch: { low: 1, high: 64, whole: true },
  steps: { low: 1, high: 1_000_000, whole: true },
  learningRate: { low: 1e-8, high: 10, whole: false },
  momentum: { low: 0, high: 0.9999, whole: false },
  validationImages: { low: 0, high: 100_000, whole: true },
  seed: { low: 0, high: 2 ** 32 - 1, whole: true },
};

/** The settings themselves; throws `bad-setting` naming the first one out of range. */
export function checkedSettings(settings: TrainSettings): TrainSettings {
  for (const [name, { low, high, whole }] of Object.entries(RANGES)) {
    const value = settings[name as keyof TrainSettings];
    const fits = typeof value === 'number' && value >= low && value <= high;
    if (fits && (!whole || Number.isInteger(value))) continue;
    const kind = whole ? 'a whole number' : 'a number';
    throw studioError(
      'bad-setting',
      `The training setting "${name}" is ${value}; it has to be ${kind} from ${low} to ${high}.`,
      `Choose ${kind} from ${low} to ${high}.`,
      `${name}=${value}`,
    );
  }
  return settings;
}
