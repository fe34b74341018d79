import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SplitSettings, splitIds } from './splitIds';

const settings: fc.Arbitrary<SplitSettings> = fc.record({
  split: fc.constantFrom('last', 'drawn', 'folds', 'blocks'),
  validationImages: fc.integer({ min: 0, max: 8 }),
  folds: fc.integer({ min: 2, max: 8 }),
  fold: fc.integer({ min: 0, max: 7 }),
  seed: fc.nat(),
});
const ids = fc
  .integer({ min: 1, max: 20 })
  .map((count) => Array.from({ length: count }, (_, i) => `${i}.png`));

describe('splitIds', () => {
  it('puts every image on exactly one side, in the order of the list, and twice the same', () => {
    fc.assert(
      fc.property(settings, ids, (given, all) => {
        const { train, validation } = splitIds(given, all);
        expect([...train, ...validation].sort()).toEqual([...all].sort());
        expect(train).toEqual(all.filter((id) => !validation.includes(id)));
        expect(validation).toEqual(all.filter((id) => validation.includes(id)));
        expect(splitIds(given, all)).toEqual({ train, validation });
      }),
    );
  });

  it('holds out as many images as asked, the last ones or drawn ones', () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f'];
    const base = { validationImages: 2, folds: 2, fold: 0 };
    expect(splitIds({ ...base, split: 'last', seed: 1 }, all).validation).toEqual(['e', 'f']);
    const drawn = new Set<string>();
    for (let seed = 0; seed < 200; seed++) {
      const { validation } = splitIds({ ...base, split: 'drawn', seed }, all);
      expect(validation).toHaveLength(2);
      drawn.add(validation.join());
    }
    expect(drawn.size, 'every pair of images comes up').toBe(15);
  });

  it.each(['folds', 'blocks'] as const)('holds out every image in exactly one of the %s', (split) => {
    fc.assert(
      fc.property(settings, ids, (given, all) => {
        const folds = Math.min(given.folds, all.length);
        const parts = Array.from({ length: folds }, (_, fold) =>
          splitIds({ ...given, split, folds, fold }, all),
        );
        expect(parts.flatMap(({ validation }) => validation).sort()).toEqual([...all].sort());
        const sizes = parts.map(({ validation }) => validation.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('leaves one image out where there are as many folds as images', () => {
    const all = ['a', 'b', 'c'];
    const given = { validationImages: 0, folds: 3, seed: 4 };
    const left = [0, 1, 2].map((fold) => splitIds({ ...given, split: 'folds', fold }, all).validation);
    expect(left.map((part) => part.length)).toEqual([1, 1, 1]);
  });

  it('keeps the slices of a block together', () => {
    const all = Array.from({ length: 30 }, (_, i) => `s${i}`);
    const { validation } = splitIds(
      { split: 'blocks', validationImages: 0, folds: 5, fold: 4, seed: 1 },
      all,
    );
    expect(validation).toEqual(all.slice(24));
  });
});
