/** The description of a U-Net from which everything else about the network is derived. */
import { studioError } from '../common/errors';
import { MAX_CLASSES } from './labels';

export type Padding = 'valid' | 'same';

/** Ronneberger, Fischer, Brox 2015, figure 1, with its numbers as parameters. */
export interface UNetSpec {
  /** Number of 2x2 poolings, 1..5. The paper: 4. */
  readonly depth: number;
  /** Channels of the first level, doubled at each pooling, 1..128. The paper: 64. */
  readonly width: number;
  /** `valid` as in the paper (the output is smaller than the input), or `same`. */
  readonly padding: Padding;
  /** Channels of the image, 1..16. */
  readonly inputChannels: number;
  /** Classes, background included, 2..32. */
  readonly classes: number;
}

/** Lowest and highest value of each number, both allowed. */
export const SPEC_RANGES = {
  depth: [1, 5],
  width: [1, 128],
  inputChannels: [1, 16],
  classes: [2, MAX_CLASSES],
} as const;

/** The spec itself; throws `bad-setting` naming the field that is out of range. */
export function checkedSpec(spec: UNetSpec): UNetSpec {
  for (const [name, [low, high]] of Object.entries(SPEC_RANGES)) {
    const value = spec[name as keyof typeof SPEC_RANGES];
    if (!Number.isInteger(value) || value < low || value > high) {
      throw studioError(
        'bad-setting',
        `The network's ${name} is ${value}; it has to be a whole number from ${low} to ${high}.`,
        `Choose a ${name} from ${low} to ${high}.`,
        `${name}=${value}`,
      );
    }
  }
  return spec;
}
