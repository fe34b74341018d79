import { expect, test } from 'vitest';
import { DEFAULT_AUGMENT } from '../domain/augment';
import { DEFAULT_TRAIN } from '../domain/train';
import { DEFAULT_WEIGHTS } from '../domain/weights';
import { pageSchema } from './pageSchema';

const page = {
  train: { ...DEFAULT_TRAIN, depth: 4 },
  heldOutBy: 'user',
  augment: { ...DEFAULT_AUGMENT, rotation: { enabled: false, amount: 90, probability: 0.25 } },
  weights: { ...DEFAULT_WEIGHTS, sigma: 3 },
  classes: [{ name: 'cell', color: '#e69f00' }],
  hiddenClasses: [1],
  opacity: 0.25,
  selectedId: 'a.png#3',
};

test('settings come back as they were kept', () => {
  expect(pageSchema.parse(JSON.parse(JSON.stringify(page)))).toEqual(page);
});

test('what an older studio did not know gets its default, what a newer one knew is left out', () => {
  const { momentum: _, ...train } = page.train;
  const { contrast: __, ...augment } = page.augment;
  const kept = { ...page, train: { ...train, warmup: 10 }, augment: { ...augment, blur: { enabled: true } } };
  const { weights: ___, ...older } = kept;
  expect(pageSchema.parse(older).weights).toBeNull();
  const expected = { ...page, augment: { ...page.augment, contrast: DEFAULT_AUGMENT.contrast } };
  expect(pageSchema.parse(kept)).toEqual(expected);
});

test.each([
  { ...page, train: { ...page.train, depth: 99 } },
  { ...page, train: { ...page.train, padding: 'other' } },
  { ...page, augment: { ...page.augment, rotation: { enabled: true, amount: 999, probability: 1 } } },
  { ...page, opacity: 2 },
  { ...page, classes: [{ name: 'cell', color: 'red' }] },
])('a value out of its range is refused', (settings) => {
  expect(pageSchema.safeParse(settings).success).toBe(false);
});
