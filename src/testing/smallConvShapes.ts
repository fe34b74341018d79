/** Awkward shapes for convolutions of one source: the 2x2 up-convolution and the 1x1 head. */
import { type Source, wholeSource } from '../kernels/wgsl/source';

export interface SmallConvShape {
  readonly batch: number;
  readonly source: Source;
  readonly outChannels: number;
}

export const smallConvShapes: readonly { name: string; shape: SmallConvShape }[] = [
  { name: 'one channel to two, odd size', shape: { batch: 1, source: wholeSource(5, 7, 1), outChannels: 2 } },
  { name: 'one pixel, batch 2', shape: { batch: 2, source: wholeSource(1, 1, 6), outChannels: 3 } },
  { name: 'whole tiles', shape: { batch: 1, source: wholeSource(4, 16, 16), outChannels: 8 } },
  {
    name: 'normalised on load, batch 2, odd groups',
    shape: {
      batch: 2,
      source: {
        ...wholeSource(3, 9, 9),
        onLoad: { kind: 'normAct', activation: { kind: 'leaky', slope: 0.1 } },
      },
      outChannels: 11,
    },
  },
];
