/** Shapes that kernels get wrong: borders, crops, channels and widths that fill no vector, two sources. */

import type { Conv3x3Shape } from '../kernels/conv3x3/shape';
import { wholeSource } from '../kernels/wgsl/source';

const leaky = { kind: 'normAct', activation: { kind: 'leaky', slope: 0.2 } } as const;

export const conv3x3Shapes: readonly { name: string; shape: Conv3x3Shape }[] = [
  {
    name: 'one input channel, odd size, same padding',
    shape: {
      batch: 1,
      sources: [wholeSource(7, 9, 1)],
      region: { height: 7, width: 9 },
      outChannels: 8,
      pad: 1,
    },
  },
  {
    name: 'three channels to five, batch 2, valid',
    shape: {
      batch: 2,
      sources: [wholeSource(6, 11, 3)],
      region: { height: 6, width: 11 },
      outChannels: 5,
      pad: 0,
    },
  },
  {
    name: 'narrower than a tile',
    shape: {
      batch: 1,
      sources: [wholeSource(3, 2, 6)],
      region: { height: 3, width: 2 },
      outChannels: 4,
      pad: 1,
    },
  },
  {
    name: 'one output pixel',
    shape: {
      batch: 2,
      sources: [wholeSource(3, 3, 4)],
      region: { height: 3, width: 3 },
      outChannels: 3,
      pad: 0,
    },
  },
  {
    name: 'width of two whole tiles, many groups',
    shape: {
      batch: 1,
      sources: [wholeSource(4, 16, 20)],
      region: { height: 4, width: 16 },
      outChannels: 44,
      pad: 1,
    },
  },
  {
    name: 'cropped skip beside an upsampled source, valid',
    shape: {
      batch: 2,
      sources: [
        { height: 13, width: 15, channels: 6, cropY: 2, cropX: 3, onLoad: { kind: 'none' } },
        wholeSource(9, 10, 5),
      ],
      region: { height: 9, width: 10 },
      outChannels: 12,
      pad: 0,
    },
  },
  {
    name: 'both sources normalised on load, cropped, same padding',
    shape: {
      batch: 2,
      sources: [
        { height: 10, width: 9, channels: 3, cropY: 1, cropX: 2, onLoad: leaky },
        { height: 7, width: 7, channels: 9, cropY: 0, cropX: 0, onLoad: leaky },
      ],
      region: { height: 7, width: 7 },
      outChannels: 7,
      pad: 1,
    },
  },
];
