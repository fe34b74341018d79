import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveSizes, planSeries, seriesRefusal } from './series';
import { DEFAULT_TRAIN } from './train';

const names = (count: number) => Array.from({ length: count }, (_, i) => `${i}.png`);
const settings = fc.record({
  split: fc.constantFrom('last', 'drawn', 'folds', 'blocks', 'spatial'),
  validationImages: fc.integer({ min: 0, max: 30 }),
  folds: fc.integer({ min: 2, max: 6 }),
  seed: fc.nat(),
});

describe('planSeries', () => {
  it('doubles the images of a learning curve, each set within the next, the held-out ones staying the same', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 3, max: 24 }), (changes, count) => {
        const runs = planSeries('learningCurve', { ...DEFAULT_TRAIN, ...changes }, names(count));
        const [first] = runs;
        const held = first?.split.validation ?? [];
        expect(held.length).toBeGreaterThan(0);
        const last = runs.at(-1)?.split.train ?? [];
        expect([...last, ...held].sort()).toEqual(names(count).sort());
        expect(runs.map(({ split }) => split.train.length)).toEqual(curveSizes(last.length));
        runs.forEach(({ index, split }, place) => {
          expect(index).toBe(place);
          expect(split.validation).toEqual(held);
          const next = runs[place + 1]?.split.train ?? last;
          expect(next).toEqual(expect.arrayContaining([...split.train]));
        });
      }),
    );
  });

  it('holds every image out once in a cross-validation, never one that is trained on', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 2, max: 24 }), (changes, count) => {
        const runs = planSeries('crossValidation', { ...DEFAULT_TRAIN, ...changes }, names(count));
        expect(runs.flatMap(({ split }) => split.validation).sort()).toEqual(names(count).sort());
        for (const { split } of runs) {
          expect(split.train.length).toBeGreaterThan(0);
          expect(split.train.filter((id) => split.validation.includes(id))).toEqual([]);
        }
      }),
    );
  });

  it('refuses where there is nothing to compare, and says what is missing', () => {
    expect(planSeries('learningCurve', DEFAULT_TRAIN, names(2))).toEqual([]);
    expect(seriesRefusal('learningCurve', 2)).toContain('at least 3 labelled images');
    expect(seriesRefusal('crossValidation', 2)).toBeNull();
  });
});

it('counts 1, 2, 4, ... and all', () => {
  expect([1, 2, 3, 8, 11].map(curveSizes)).toEqual([[1], [1, 2], [1, 2, 3], [1, 2, 4, 8], [1, 2, 4, 8, 11]]);
});
