/** Small networks that whole-network tests run over: one for every choice that a spec has, and their mixtures. */
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../domain/network';

const TINY: UNetSpec = {
  ...DEFAULT_SPEC_PARTS,
  depth: 1,
  width: 3,
  padding: 'same',
  inputChannels: 1,
  classes: 2,
};
const FALK = { activation: { kind: 'leaky', slope: 0.1 }, upActivation: 'relu' } as const;

export interface NetworkCase {
  readonly name: string;
  readonly spec: UNetSpec;
  /** Side of the input, px; such as the network takes. */
  readonly side: number;
  readonly batch: number;
  readonly loss: { readonly crossEntropy: number; readonly dice: number };
}

const ENTROPY = { crossEntropy: 1, dice: 0 };
const BOTH = { crossEntropy: 0.7, dice: 1.3 };

export const networkCases: readonly NetworkCase[] = [
  { name: 'same', spec: TINY, side: 6, batch: 2, loss: ENTROPY },
  {
    name: 'valid, three channels, three classes',
    spec: { ...TINY, padding: 'valid', inputChannels: 3, classes: 3 },
    side: 20,
    batch: 1,
    loss: ENTROPY,
  },
  {
    name: 'valid, depth 2, leaky, ReLU after up-convolutions, Dice',
    spec: { ...TINY, ...FALK, depth: 2, width: 2, padding: 'valid' },
    side: 44,
    batch: 1,
    loss: BOTH,
  },
  { name: 'no skips, depth 2', spec: { ...TINY, depth: 2, skips: false }, side: 8, batch: 1, loss: ENTROPY },
  {
    name: 'instance norm, depth 2, leaky',
    spec: { ...TINY, ...FALK, depth: 2, norm: 'instance' },
    side: 12,
    batch: 2,
    loss: BOTH,
  },
  {
    name: 'valid with instance norm',
    spec: { ...TINY, padding: 'valid', norm: 'instance' },
    side: 20,
    batch: 1,
    loss: ENTROPY,
  },
  { name: 'dropout', spec: { ...TINY, depth: 2, dropout: 0.5 }, side: 8, batch: 2, loss: ENTROPY },
  {
    name: 'dropout after instance norm, no skips',
    spec: { ...TINY, ...FALK, norm: 'instance', dropout: 0.3, skips: false },
    side: 8,
    batch: 2,
    loss: BOTH,
  },
  {
    name: 'dropout after instance norm with skips, valid, Dice alone, five classes',
    spec: { ...TINY, padding: 'valid', norm: 'instance', dropout: 0.5, classes: 5 },
    side: 20,
    batch: 1,
    loss: { crossEntropy: 0, dice: 1 },
  },
];
