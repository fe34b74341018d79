import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rngStream } from '../../common/rng';
import { type AugmentSettings, DEFAULT_AUGMENT, NO_AUGMENT } from '../../domain/augment';
import { drawNumbers, type PatchDraws, transformOf } from './drawTransform';

const ALWAYS: AugmentSettings = {
  flipHorizontal: { enabled: true, probability: 1 },
  flipVertical: { enabled: true, probability: 1 },
  rotation: { enabled: true, amount: 30, probability: 1 },
  brightness: { enabled: true, amount: 0.5, probability: 1 },
  contrast: { enabled: true, amount: 0.4, probability: 1 },
};
const key = fc.record({ seed: fc.nat(), step: fc.nat(), index: fc.nat() });

function flat(draws: PatchDraws): number[] {
  const { example, x, y, flipHorizontal, flipVertical, rotation, brightness, contrast } = draws;
  const ranged = [rotation, brightness, contrast].flatMap(({ chance, value }) => [chance, value]);
  return [example, x, y, flipHorizontal, flipVertical, ...ranged];
}

describe('drawNumbers', () => {
  test('takes the stream of purpose "patch" in its fixed order', () => {
    fc.assert(
      fc.property(key, (k) => {
        const rng = rngStream(k.seed, 'patch', k.step, k.index);
        expect(flat(drawNumbers(k))).toEqual(Array.from({ length: 11 }, () => rng.next()));
      }),
    );
  });
});

describe('transformOf', () => {
  test('nothing happens where nothing is switched on', () => {
    fc.assert(
      fc.property(key, (k) => {
        expect(transformOf(drawNumbers(k), NO_AUGMENT)).toEqual({
          flipHorizontal: false,
          flipVertical: false,
          rotation: 0,
          brightness: 0,
          contrast: 1,
        });
      }),
    );
  });

  test('nothing happens at probability 0, everything at 1, within the amounts', () => {
    fc.assert(
      fc.property(key, (k) => {
        const draws = drawNumbers(k);
        const { flipHorizontal, flipVertical, rotation, brightness, contrast } = transformOf(draws, ALWAYS);
        expect(flipHorizontal && flipVertical).toBe(true);
        expect(Math.abs(rotation)).toBeLessThanOrEqual(30);
        expect(Math.abs(brightness)).toBeLessThanOrEqual(0.5);
        expect(Math.abs(contrast - 1)).toBeLessThanOrEqual(0.4 + 1e-12);
        const never = { ...ALWAYS, rotation: { ...ALWAYS.rotation, probability: 0 } };
        expect(transformOf(draws, never).rotation).toBe(0);
      }),
    );
  });

  test('pinned: one switch, amount or probability moves nothing else', () => {
    const names = Object.keys(ALWAYS) as (keyof AugmentSettings)[];
    fc.assert(
      fc.property(key, fc.constantFrom(...names), (k, changed) => {
        const draws = drawNumbers(k);
        const before = transformOf(draws, DEFAULT_AUGMENT);
        const after = transformOf(draws, { ...DEFAULT_AUGMENT, [changed]: ALWAYS[changed] });
        expect({ ...after, [changed]: null }).toEqual({ ...before, [changed]: null });
      }),
    );
  });

  test('a probability is the share of patches, and angles fill both sides', () => {
    const count = 4000;
    const transforms = Array.from({ length: count }, (_, index) =>
      transformOf(drawNumbers({ seed: 5, step: 0, index }), {
        ...ALWAYS,
        flipVertical: { enabled: true, probability: 0.25 },
      }),
    );
    const flips = transforms.filter(({ flipVertical }) => flipVertical).length;
    expect(Math.abs(flips / count - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / count));
    const angles = transforms.map(({ rotation }) => rotation);
    expect(Math.min(...angles)).toBeLessThan(-29.5);
    expect(Math.max(...angles)).toBeGreaterThan(29.5);
  });
});
