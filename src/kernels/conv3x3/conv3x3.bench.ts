/**
 * Forward, input gradient and filter gradient of two layers of equal work, 37.7 million multiply-adds a dispatch:
 * the rate is Hz times that. Ratios within one run are what counts.
 */
import { bench, describe } from 'vitest';
import { prepareDispatch } from '../../testing/prepareDispatch';
import type { DirectTile } from '../correlation/tiles';
import type { KernelProgram } from '../program';
import { wholeSource } from '../wgsl/source';
import { conv3x3FilterGradient } from './filterGradient';
import { conv3x3Forward } from './forward';
import { conv3x3InputGradient } from './inputGradient';
import type { Conv3x3Shape } from './shape';

const RELU = { kind: 'relu' } as const;

function programs(shape: Conv3x3Shape, variant: 'direct' | 'tiled'): Record<string, KernelProgram> {
  return {
    forward: conv3x3Forward(shape, { variant, bias: true, activation: RELU, statistics: false }),
    'input gradient': conv3x3InputGradient(shape, { variant, source: 0, mask: RELU }),
    'filter gradient': conv3x3FilterGradient(shape, { variant, bias: true, rowsPerSplit: 8 }),
  };
}

/** The largest tile without workgroup memory that the tuner may choose. */
function largeTile(shape: Conv3x3Shape): Record<string, KernelProgram> {
  const variant: DirectTile = { kind: 'direct', pixels: 16, groups: 4, rows: 1 };
  return {
    forward: conv3x3Forward(shape, { variant, bias: true, activation: RELU, statistics: false }),
    'input gradient': conv3x3InputGradient(shape, { variant, source: 0, mask: RELU }),
  };
}

for (const [channels, side] of [
  [16, 128],
  [64, 32],
] as const) {
  const source = wholeSource(side, side, channels);
  const shape: Conv3x3Shape = { batch: 1, sources: [source], region: source, outChannels: channels, pad: 1 };
  describe(`${channels}→${channels} @${side}x${side}`, () => {
    for (const [variant, entries] of [
      ['direct', Object.entries(programs(shape, 'direct'))],
      ['direct, four groups', Object.entries(largeTile(shape))],
      ['tiled', Object.entries(programs(shape, 'tiled'))],
    ] as const) {
      for (const [name, program] of entries) {
        let dispatch = async () => {};
        bench(`${variant} ${name}`, () => dispatch(), {
          iterations: 5,
          time: 300,
          warmupIterations: 1,
          warmupTime: 0,
          setup: async () => {
            dispatch = await prepareDispatch(program);
          },
        });
      }
    }
  });
}
