import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AugmentSettings, DEFAULT_AUGMENT, NO_AUGMENT } from '../../domain/augment';
import { AUGMENT_TRANSFORMS, type TransformName } from '../../domain/augmentTransforms';
import { STILL } from '../../testing/stillTransform';
import { drawTransform, type PatchTransform } from './drawTransform';

const NAMES = Object.keys(AUGMENT_TRANSFORMS) as TransformName[];
const SHAPE = { inputSize: 64, channels: 3 };
const key = fc.record({ seed: fc.nat(), step: fc.nat(), index: fc.nat() });

function switched(names: readonly TransformName[], probability: number, from = NO_AUGMENT): AugmentSettings {
  const changed = names.map((name) => [name, { ...from[name], enabled: true, probability }]);
  return { ...from, ...Object.fromEntries(changed) };
}

const ALWAYS = switched(NAMES, 1);

/** What each setting may change of a drawn transform. */
function partsOf(name: TransformName): (keyof PatchTransform)[] {
  if (name === 'shift') return ['shiftX', 'shiftY'];
  return [name === 'channelDropout' ? 'droppedChannel' : name];
}

function without(transform: PatchTransform, parts: readonly (keyof PatchTransform)[]) {
  return { ...transform, ...Object.fromEntries(parts.map((part) => [part, null])) };
}

/** Draws of one setting over many patches. */
function drawsOf<T>(settings: AugmentSettings, pick: (transform: PatchTransform) => T, count = 4000): T[] {
  return Array.from({ length: count }, (_, index) =>
    pick(drawTransform({ seed: 5, step: 0, index }, settings, SHAPE)),
  );
}

describe('drawTransform', () => {
  test('nothing happens where nothing is switched on, or at probability 0', () => {
    fc.assert(
      fc.property(key, (k) => {
        expect(drawTransform(k, NO_AUGMENT, SHAPE)).toEqual(STILL);
        expect(drawTransform(k, switched(NAMES, 0), SHAPE)).toEqual(STILL);
      }),
      { numRuns: 20 },
    );
  });

  test('at probability 1 everything happens, and equal keys give equal draws', () => {
    fc.assert(
      fc.property(key, (k) => {
        const transform = drawTransform(k, ALWAYS, SHAPE);
        for (const name of NAMES)
          for (const part of partsOf(name)) expect(transform[part]).not.toEqual(STILL[part]);
        expect(drawTransform(k, ALWAYS, SHAPE)).toEqual(transform);
      }),
      { numRuns: 20 },
    );
  });

  test('pinned: a switch, a probability or a number of one transform moves no other draw', () => {
    const change = fc.record({
      enabled: fc.boolean(),
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(key, fc.constantFrom(...NAMES), change, fc.boolean(), (k, name, part, all) => {
        const before = all ? ALWAYS : DEFAULT_AUGMENT;
        const after = { ...before, [name]: { ...before[name], ...part, amount: 7, low: 1.5, high: 3 } };
        const parts = partsOf(name);
        expect(without(drawTransform(k, after, SHAPE), parts)).toEqual(
          without(drawTransform(k, before, SHAPE), parts),
        );
      }),
    );
  });

  test('pinned: a range scales the draw it already had', () => {
    fc.assert(
      fc.property(key, (k) => {
        const at = (amount: number) =>
          drawTransform(k, { ...ALWAYS, rotation: { enabled: true, probability: 1, amount } }, SHAPE)
            .rotation;
        expect(at(90)).toBeCloseTo(at(180) / 2, 10);
        const elastic = (amount: number) =>
          drawTransform(k, { ...ALWAYS, elastic: { ...ALWAYS.elastic, amount } }, SHAPE).elastic
            ?.vectors[4] ?? 0;
        expect(elastic(5)).toBeCloseTo(elastic(10) / 2, 10);
      }),
    );
  });

  test('a probability is the share of patches, and angles fill both sides evenly', () => {
    const settings = {
      ...NO_AUGMENT,
      flipVertical: { enabled: true, probability: 0.25 },
      rotation: { enabled: true, probability: 1, amount: 30 },
    };
    const flips = drawsOf(settings, ({ flipVertical }) => (flipVertical ? 1 : 0));
    const share = flips.reduce((a: number, b) => a + b, 0) / flips.length;
    expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / flips.length));
    const angles = drawsOf(settings, ({ rotation }) => rotation);
    expect(Math.min(...angles)).toBeGreaterThanOrEqual(-30);
    expect(Math.max(...angles)).toBeLessThanOrEqual(30);
    expect(Math.min(...angles)).toBeLessThan(-29.5);
    expect(Math.max(...angles)).toBeGreaterThan(29.5);
  });

  test('a factor is above and below 1 equally often, within its range', () => {
    const scales = drawsOf(switched(['scale'], 1), ({ scale }) => scale);
    const smaller = scales.filter((scale) => scale < 1).length / scales.length;
    expect(Math.abs(smaller - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / scales.length));
    expect(Math.min(...scales)).toBeGreaterThanOrEqual(0.7);
    expect(Math.max(...scales)).toBeLessThanOrEqual(1.4);
    const zoomed = drawsOf(
      { ...NO_AUGMENT, scale: { enabled: true, probability: 1, low: 1.2, high: 1.3 } },
      ({ scale }) => scale,
      200,
    );
    expect(zoomed.every((scale) => scale >= 1.2 && scale <= 1.3)).toBe(true);
  });

  test('elastic vectors are Gaussian with the standard deviation that was asked for', () => {
    const paper = drawsOf(
      switched(['elastic'], 1),
      ({ elastic }) => [...(elastic?.vectors ?? [])],
      2000,
    ).flat();
    expect(paper.length).toBe(2000 * 18);
    const mean = paper.reduce((a, b) => a + b, 0) / paper.length;
    const sd = Math.sqrt(paper.reduce((sum, v) => sum + (v - mean) ** 2, 0) / paper.length);
    expect(Math.abs(mean)).toBeLessThan((4 * 10) / Math.sqrt(paper.length));
    expect(Math.abs(sd - 10)).toBeLessThan((4 * 10) / Math.sqrt(2 * paper.length));
    const beyond = paper.filter((v) => Math.abs(v) > 19.6).length / paper.length;
    expect(beyond).toBeCloseTo(0.05, 2);
  });

  test('channels share their draws together and have their own apart, the first one alike', () => {
    fc.assert(
      fc.property(key, (k) => {
        const together = drawTransform(k, ALWAYS, SHAPE);
        const apart = drawTransform(k, { ...ALWAYS, channels: 'apart' }, SHAPE);
        for (const part of ['blur', 'noise', 'gain', 'brightness', 'contrast', 'gamma', 'poisson'] as const) {
          expect(new Set(together[part]).size).toBe(1);
          expect(new Set(apart[part]).size).toBe(3);
          expect(apart[part]?.[0]).toBe(together[part]?.[0]);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('colour needs three channels, and a channel is dropped only beside others', () => {
    const one = drawTransform({ seed: 1, step: 0, index: 0 }, ALWAYS, { inputSize: 64, channels: 1 });
    expect([one.colorJitter, one.droppedChannel]).toEqual([null, null]);
    const dropped = drawsOf(ALWAYS, ({ droppedChannel }) => droppedChannel, 300);
    expect(new Set(dropped)).toEqual(new Set([0, 1, 2]));
  });

  test('photons are drawn evenly in their logarithm', () => {
    const photons = drawsOf(
      { ...NO_AUGMENT, poisson: { enabled: true, probability: 1, low: 10, high: 1000 } },
      ({ poisson }) => poisson?.[0] ?? 0,
    );
    const below = photons.filter((n) => n < 100).length / photons.length;
    expect(Math.abs(below - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / photons.length));
    expect(Math.min(...photons)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...photons)).toBeLessThanOrEqual(1000.0001);
  });
});
