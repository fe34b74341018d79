import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARENA_ALIGNMENT, type ArenaTensor, packArena, placementOf } from './arena';
import { lifetimes, meet, peakBytes } from './liveness';

const tensor = fc
  .record({
    bytes: fc.integer({ min: 1, max: 5000 }),
    first: fc.integer({ min: 0, max: 30 }),
    length: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ bytes, first, length }): ArenaTensor => ({ name: 'tensor', bytes, first, last: first + length }));

describe('lifetimes', () => {
  it('go from the first use to the last', () => {
    expect([...lifetimes([['a', 'b'], ['c'], ['b', 'c'], ['a']])]).toEqual([
      ['a', { first: 0, last: 3 }],
      ['b', { first: 0, last: 2 }],
      ['c', { first: 1, last: 2 }],
    ]);
  });
});

describe('packArena', () => {
  it('never lets tensors overlap that live at the same time, in aligned places of slabs that are not too large', () => {
    fc.assert(
      fc.property(fc.array(tensor, { maxLength: 40 }), (tensors) => {
        const largest = 8192;
        const arena = packArena(tensors, largest);
        for (const bytes of arena.slabs) expect(bytes).toBeLessThanOrEqual(largest);
        for (const [i, a] of tensors.entries()) {
          const at = placementOf(arena, i);
          expect(at.offset % ARENA_ALIGNMENT).toBe(0);
          expect(at.offset + a.bytes).toBeLessThanOrEqual(arena.slabs[at.slab] ?? 0);
          for (const [j, b] of tensors.slice(0, i).entries()) {
            const other = placementOf(arena, j);
            const apart =
              other.slab !== at.slab ||
              other.offset + b.bytes <= at.offset ||
              at.offset + a.bytes <= other.offset;
            expect(apart || !meet(a, b)).toBe(true);
          }
        }
      }),
    );
  });

  it('uses memory again, and the tightest gap first', () => {
    const tensors = [
      { name: 'whole', bytes: 4096, first: 0, last: 0 },
      { name: 'lower', bytes: 1024, first: 1, last: 3 },
      { name: 'gap', bytes: 768, first: 1, last: 1 },
      { name: 'upper', bytes: 512, first: 1, last: 3 },
      { name: 'fits the gap', bytes: 700, first: 2, last: 3 },
    ];
    const { placements, slabs } = packArena(tensors, 2 ** 20);
    expect(slabs).toEqual([4096]);
    expect(placements[4]).toEqual(placements[2]);
    expect(peakBytes(tensors)).toBe(4096);
  });

  it('opens another slab where one is full, and refuses what fits none', () => {
    const long = { first: 0, last: 9 };
    const tensors = [
      { name: 'a', bytes: 700, ...long },
      { name: 'b', bytes: 600, ...long },
      { name: 'c', bytes: 256, ...long },
    ];
    expect(packArena(tensors, 1024).slabs).toEqual([1024, 768]);
    expect(() => packArena(tensors, 640)).toThrow(
      expect.objectContaining({ code: 'out-of-memory', subject: 'a' }),
    );
  });
});
