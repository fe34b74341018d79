import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholeSource } from '../wgsl/source';
import type { Correlation } from './correlation';
import { directTile, tiledTile, tileMemory } from './tiles';

const kernels = fc.constantFrom(
  { kernel: 1, stride: 1 },
  { kernel: 2, stride: 2 },
  { kernel: 3, stride: 1 },
) as fc.Arbitrary<Pick<Correlation, 'kernel' | 'stride'>>;

const correlations = fc
  .record({
    size: kernels,
    channels: fc.integer({ min: 1, max: 1024 }),
    outputGroups: fc.integer({ min: 1, max: 1024 }),
    height: fc.integer({ min: 1, max: 600 }),
    width: fc.integer({ min: 1, max: 600 }),
  })
  .map(
    ({ size, channels, outputGroups, height, width }): Omit<Correlation, 'epilogue'> => ({
      label: 'any',
      batch: 1,
      sources: [wholeSource(height, width, channels)],
      sourceNames: ['x'],
      region: { height, width },
      ...size,
      pad: 0,
      weights: { order: 'inputMajor', inputs: 4, outputs: 4, firstOutput: 0, flipped: false, bytes: 0 },
      output: { height, width },
      outputGroups,
      rows: { start: 0, count: height },
    }),
  );

test('a tile with workgroup memory keeps to what every device has', () => {
  fc.assert(
    fc.property(correlations, (correlation) => {
      const tile = tiledTile(correlation);
      expect(tile.down * tile.across * tile.channels).toBeLessThanOrEqual(256);
      expect(Number.isInteger(tile.down) && tile.down >= 1).toBe(true);
      expect(tileMemory(correlation, tile).vectors * 16).toBeLessThanOrEqual(16 * 1024);
    }),
  );
});

test('a direct tile divides the channels evenly', () => {
  fc.assert(
    fc.property(correlations, (correlation) => {
      expect(correlation.outputGroups % directTile(correlation, false).groups).toBe(0);
    }),
  );
});
