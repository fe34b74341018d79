import { expect, test } from 'vitest';
import { DEFAULT_AUGMENT } from '../domain/augment';
import { DEFAULT_OBJECTS } from '../domain/objects';
import { DEFAULT_TRAIN } from '../domain/train';
import { DEFAULT_WEIGHTS } from '../domain/weights';
import { pageSchema } from './pageSchema';

const page = {
  choice: { preset: 'modern', overrides: { depth: 4, minutes: 2 } },
  applied: { scale: { kind: 'factor', factor: 0.5 }, augment: null },
  augment: { ...DEFAULT_AUGMENT, rotation: { enabled: false, amount: 90, probability: 0.25 } },
  weights: { ...DEFAULT_WEIGHTS, sigma: 3 },
  classes: [{ name: 'cell', color: '#e69f00' }],
  hiddenClasses: [1],
  opacity: 0.25,
  selectedId: 'a.png#3',
  predictQueue: { imageIds: ['a.png', 'b.tif#2'], options: { tta: true, runIds: ['r1'] } },
  objects: { ...DEFAULT_OBJECTS, thresholds: [0.5, 0.25], split: 'distance', splitDepth: 2 },
  dismissed: ['a finding'],
};

test('settings come back as they were kept', () => {
  expect(pageSchema.parse(JSON.parse(JSON.stringify(page)))).toEqual(page);
});

test('what an older studio did not know gets its default, what a newer one knew is left out', () => {
  const { contrast: _, ...augment } = page.augment;
  const overrides = { ...page.choice.overrides, gears: 10, width: 'wide' };
  const kept = {
    ...page,
    choice: { ...page.choice, overrides },
    augment: { ...augment, blur: { enabled: true } },
  };
  const { weights: __, predictQueue: ___, objects: ____, ...older } = kept;
  const lacking = { weights: null, predictQueue: null, objects: DEFAULT_OBJECTS };
  expect(pageSchema.parse(older)).toMatchObject(lacking);
  const expected = { ...page, augment: { ...page.augment, contrast: DEFAULT_AUGMENT.contrast } };
  expect(pageSchema.parse(kept)).toEqual(expected);
});

test('of a project from before there were presets, the settings that are no defaults are the user’s own', () => {
  const { choice: _, applied: __, ...rest } = page;
  const train = { ...DEFAULT_TRAIN, depth: 4, steps: 900, validationImages: 3 };
  const overrides = { depth: 4, steps: 900, minutes: 0 };
  const opened = (heldOutBy: string) => pageSchema.parse({ ...rest, train, heldOutBy });
  expect(opened('rule')).toEqual({
    ...rest,
    choice: { preset: 'auto', overrides },
    applied: { scale: null, augment: null },
  });
  expect(opened('user').choice.overrides).toEqual({ ...overrides, validationImages: 3 });
});

test.each([
  { ...page, choice: { preset: 'auto', overrides: { depth: 99 } } },
  { ...page, choice: { preset: 'auto', overrides: { padding: 'other' } } },
  { ...page, choice: { preset: 'grandiose', overrides: {} } },
  { ...page, augment: { ...page.augment, rotation: { enabled: true, amount: 999, probability: 1 } } },
  { ...page, opacity: 2 },
  { ...page, objects: { ...page.objects, thresholds: [0, 1.5] } },
  { ...page, objects: { ...page.objects, openRadius: -1 } },
  { ...page, classes: [{ name: 'cell', color: 'red' }] },
])('a value out of its range is refused', (settings) => {
  expect(pageSchema.safeParse(settings).success).toBe(false);
});
