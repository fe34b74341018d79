import { describe, expect, test } from 'vitest';
import { type AugmentSettings, DEFAULT_AUGMENT, NO_AUGMENT } from '../../domain/augment';
import { AUGMENT_PRESETS } from '../../domain/augmentPresets';
import { judgeAugment } from './judgeAugment';
import type { PatchSource } from './patchSource';

const SIDE = 200;
const ON = { enabled: true, probability: 1 };

/** Objects 8 px wide every `gap` px. */
function dotted(gap: number): PatchSource {
  const isObject = (i: number) => (i % SIDE) % gap < 8 && Math.floor(i / SIDE) % gap < 8;
  return {
    id: 'dots',
    image: { width: SIDE, height: SIDE, channels: 1, data: new Float32Array(SIDE * SIDE) },
    labels: {
      width: SIDE,
      height: SIDE,
      classes: Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (isObject(i) ? 1 : 0)),
      ignore: null,
      instances: null,
    },
  };
}

function judged(change: Partial<AugmentSettings>, geometry = { inputSize: 64, outputSize: 64 }, gap = 20) {
  return judgeAugment([dotted(gap)], geometry, { ...NO_AUGMENT, ...change }, { seed: 3, patches: 40 });
}

describe('judgeAugment', () => {
  test('finds nothing in the presets that suit the images, nor in the defaults', () => {
    for (const settings of [NO_AUGMENT, DEFAULT_AUGMENT, AUGMENT_PRESETS.gentle, AUGMENT_PRESETS.nnunet]) {
      const { findings, patches } = judged(settings);
      expect(findings).toEqual([]);
      expect(patches).toBe(40);
    }
  });

  test('counts pixels out of the image by the known share', () => {
    // Content a quarter as large: 64 px show 256 px of an image of 200, of which (200 / 256)² lies inside at best.
    const { mirroredShare, plainMirroredShare, findings } = judged({
      scale: { ...ON, low: 0.25, high: 0.25 },
    });
    expect(plainMirroredShare).toBe(0);
    expect(mirroredShare).toBeGreaterThan(1 - (200 / 256) ** 2);
    expect(mirroredShare).toBeLessThan(0.75);
    expect(findings.map(({ kind }) => kind)).toEqual(['mirrored']);
    expect(findings[0]?.message).toMatch(/^\d+ % of the pixels in patches come from outside of the images/);
  });

  test('a border that the network asks for itself is not blamed on the settings', () => {
    const valid = { inputSize: 188, outputSize: 4 };
    const { plainMirroredShare, findings } = judged({}, valid);
    expect(plainMirroredShare).toBeGreaterThan(0.2);
    expect(findings).toEqual([]);
  });

  test('sees labels go where a shift takes the only object away', () => {
    const { labelsLostShare, findings } = judged(
      { shift: { ...ON, amount: 60 }, sampling: 'falk' },
      { inputSize: 16, outputSize: 16 },
      90,
    );
    expect(labelsLostShare).toBeGreaterThan(0.1);
    expect(findings.map(({ kind }) => kind)).toContain('labelsLost');
  });

  test('sees folds of a strong deformation, and none in a weak one', () => {
    const strong = judged({ elastic: { ...ON, amount: 30, nodes: 5 } });
    expect(strong.foldedShare).toBeGreaterThan(0.05);
    expect(strong.findings.map(({ kind }) => kind)).toContain('folded');
    expect(judged({ elastic: { ...ON, amount: 2, nodes: 3 } }).foldedShare).toBe(0);
  });

  test('sees noise that hides the image', () => {
    const { noisyShare, findings } = judged({ noise: { ...ON, low: 0, high: 2 } });
    expect(Math.abs(noisyShare - 0.5)).toBeLessThan(0.3);
    expect(findings.map(({ kind }) => kind)).toEqual(['noisy']);
  });

  test('counts pixels that cutout hides by the known share, and bears the few of its defaults', () => {
    // A square of half the side with its middle anywhere in the patch meets x with this chance.
    const axis = Array.from({ length: 64 }, (_, i) => (i + 0.5) / 64).map(
      (x) => Math.min(1, x + 0.25) - Math.max(0, x - 0.25),
    );
    const expected = (count: number) =>
      axis.flatMap((x) => axis.map((y) => 1 - (1 - x * y) ** count)).reduce((sum, one) => sum + one) /
      64 ** 2;
    const one = judged({ cutout: { ...ON, amount: 0.5, count: 1 } });
    expect(Math.abs(one.hiddenShare - expected(1))).toBeLessThan(0.04);
    const eight = judged({ cutout: { ...ON, amount: 0.5, count: 8 } });
    expect(Math.abs(eight.hiddenShare - expected(8))).toBeLessThan(0.05);
    expect(eight.findings.map(({ kind }) => kind)).toEqual(['hidden']);
    expect(judged({ cutout: { ...NO_AUGMENT.cutout, enabled: true } }).findings).toEqual([]);
  });
});
