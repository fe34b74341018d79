import { expect, test } from 'vitest';
import { DEFAULT_AUGMENT, NO_AUGMENT } from '../../domain/augment';
import { AUGMENT_TRANSFORMS, type TransformName } from '../../domain/augmentTransforms';
import { describePatch } from './describePatch';
import { drawPatch } from './drawPatch';
import type { PatchSource } from './patchSource';

const NAMES = Object.keys(AUGMENT_TRANSFORMS) as TransformName[];
const GEOMETRY = { inputSize: 32, outputSize: 16 };
const SOURCES: PatchSource[] = ['a', 'b'].map((id) => ({
  id,
  image: { width: 50, height: 40, channels: 3, data: new Float32Array(6000).map((_, i) => i % 11) },
  labels: { width: 50, height: 40, classes: new Uint8Array(2000), ignore: null, instances: null },
}));

test('names every transform that happens, in order, and the image and place of the patch', () => {
  const all = {
    ...NO_AUGMENT,
    ...Object.fromEntries(
      NAMES.map((name) => [name, { ...NO_AUGMENT[name], enabled: true, probability: 1 }]),
    ),
  };
  for (let index = 0; index < 10; index++) {
    const key = { seed: 1, step: 0, index };
    const said = describePatch(SOURCES, GEOMETRY, all, key);
    expect(said.drawn.map(({ transform }) => transform)).toEqual(NAMES);
    expect(said.imageId).toBe(drawPatch(SOURCES, GEOMETRY, all, [1], key).imageId);
    expect(said.drawn.every(({ text }) => text.length > 0 && !/NaN|undefined|null/.test(text))).toBe(true);
    const plain = describePatch(SOURCES, GEOMETRY, NO_AUGMENT, key);
    expect(plain.drawn).toEqual([]);
    expect([plain.x, plain.y]).toEqual([said.x, said.y]);
  }
});

test('says the numbers that were drawn', () => {
  const settings = {
    ...DEFAULT_AUGMENT,
    sampling: 'uniform' as const,
    rotation: { enabled: true, probability: 1, amount: 0 },
    brightness: { enabled: true, probability: 1, amount: 0 },
    scale: { enabled: true, probability: 1, low: 1.25, high: 1.25 },
  };
  const { drawn } = describePatch(SOURCES, GEOMETRY, settings, { seed: 1, step: 0, index: 0 });
  const words = Object.fromEntries(drawn.map(({ transform, text }) => [transform, text]));
  expect(words).toMatchObject({ scale: '1.25 times as large', brightness: '+0.00 sd' });
  expect(words.rotation).toBeUndefined();
});
