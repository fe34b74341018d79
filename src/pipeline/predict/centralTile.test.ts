import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../../domain/network';
import { centralTile } from './centralTile';

const SPEC: UNetSpec = {
  ...DEFAULT_SPEC_PARTS,
  depth: 2,
  width: 4,
  padding: 'same',
  inputChannels: 1,
  classes: 2,
};

const sizes = fc.integer({ min: 1, max: 900 });

describe('centralTile', () => {
  it('lies in the middle, inside the image and on the pooling grid', () => {
    const paddings = fc.constantFrom('same' as const, 'valid' as const);
    fc.assert(
      fc.property(
        sizes,
        sizes,
        fc.integer({ min: 1, max: 256 }),
        paddings,
        (width, height, side, padding) => {
          const { tile, geometry } = centralTile({ ...SPEC, padding }, { width, height }, side, 64);
          const { alignment, margin } = geometry;
          expect((tile.inX + margin) % alignment).toBe(0);
          expect((tile.inY + margin) % alignment).toBe(0);
          expect(tile.outX).toBeGreaterThanOrEqual(0);
          expect(tile.outX + tile.outWidth).toBeLessThanOrEqual(width);
          expect(tile.outY + tile.outHeight).toBeLessThanOrEqual(height);
          expect(Math.min(tile.outWidth, tile.outHeight)).toBeGreaterThan(0);
          const [left, right] = [tile.outX, width - tile.outX - tile.outWidth];
          expect(Math.abs(left - right)).toBeLessThanOrEqual(2 * alignment);
        },
      ),
    );
  });

  it('is the trained tile where norm layers make its statistics count', () => {
    const { geometry } = centralTile({ ...SPEC, norm: 'instance' }, { width: 500, height: 500 }, 32, 96);
    expect(geometry.inputSize).toBe(96);
  });
});
