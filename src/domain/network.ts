/** The description of a U-Net from which everything else about the network is derived. */
import { studioError } from '../common/errors';
import { checkedNumber } from './checkedNumber';
import { MAX_CLASSES } from './labels';

export type Padding = 'valid' | 'same';

/** After a 3x3 convolution: nothing, or each channel of each image brought to mean 0 and deviation 1. */
export type Norm = 'none' | 'instance';

export type SpecActivation =
  | { readonly kind: 'relu' }
  /** Slope of the negative half, 0.001..0.999. Falk et al. 2019: 0.1. */
  | { readonly kind: 'leaky'; readonly slope: number };

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
  /** The paper: none. */
  readonly norm: Norm;
  /** After every 3x3 convolution and its norm. The paper: ReLU. */
  readonly activation: SpecActivation;
  /** After an up-convolution. The paper: linear. Falk et al. 2019: ReLU. */
  readonly upActivation: 'linear' | 'relu';
  /**
   * Probability of dropping a value at the end of the contracting path, 0..0.9: after the last convolution of the
   * deepest encoder level (so before its pooling and its skip) and of the bottleneck, as in the paper's released
   * network.
   */
  readonly dropout: number;
  /** Whether the decoder also sees the encoder's outputs: without, a plain fully convolutional decoder. */
  readonly skips: boolean;
}

/** The paper's choices for the fields that its figure does not show as numbers. */
export const DEFAULT_SPEC_PARTS = {
  norm: 'none',
  activation: { kind: 'relu' },
  upActivation: 'linear',
  dropout: 0,
  skips: true,
} as const satisfies Partial<UNetSpec>;

/** Highest probability of dropout. */
export const MAX_DROPOUT = 0.9;

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
  checkedNumber('dropout', spec.dropout, { min: 0, max: MAX_DROPOUT, whole: false });
  if (spec.activation.kind === 'leaky') {
    checkedNumber('slope', spec.activation.slope, { min: 0.001, max: 0.999, whole: false });
  }
  return spec;
}
