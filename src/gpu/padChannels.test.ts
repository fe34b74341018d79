import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paddedChannels } from '../kernels/program';
import { padChannels, unpadChannels } from './padChannels';

test('padding and taking the pads away gives the pixels back, with zeros between', () => {
  const shape = fc.tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 20 }));
  fc.assert(
    fc.property(shape, ([channels, count]) => {
      const pixels = Float32Array.from({ length: channels * count }, (_, i) => i + 1);
      const padded = new Float32Array(paddedChannels(channels) * count);
      padChannels(pixels, channels, padded);
      expect(padded.filter((value) => value === 0)).toHaveLength(padded.length - pixels.length);
      expect(unpadChannels(padded, channels)).toEqual(pixels);
    }),
  );
});

test('several tensors go one behind the other', () => {
  const target = new Float32Array(8);
  padChannels(Float32Array.of(1, 2, 3), 3, target);
  padChannels(Float32Array.of(4, 5, 6), 3, target, 4);
  expect([...target]).toEqual([1, 2, 3, 0, 4, 5, 6, 0]);
});
