import { expect, test } from 'vitest';
import type { SeriesProgress } from '../../domain/series';
import { DEFAULT_TRAIN } from '../../domain/train';
import { progressText, seriesMinutes, seriesShare } from './seriesText';

test('costs the minutes granted to every run, or what its steps take', () => {
  expect(seriesMinutes(4, { ...DEFAULT_TRAIN, minutes: 10 }, 1)).toBe(40);
  expect(seriesMinutes(3, { ...DEFAULT_TRAIN, minutes: 0, steps: 100 }, 1.2)).toBe(6);
  expect(seriesMinutes(1, { ...DEFAULT_TRAIN, minutes: 0, steps: 1 }, 0.001)).toBe(1);
  expect(seriesMinutes(3, { ...DEFAULT_TRAIN, minutes: 0 }, null)).toBeNull();
});

test('tells the run and the step, and how much of all is done', () => {
  const run = { index: 1, split: { train: [], validation: [] } };
  const progress: SeriesProgress = {
    kind: 'learningCurve',
    runs: [{ ...run, index: 0 }, run],
    done: [],
    current: { run, step: 50, steps: 100 },
  };
  expect(progressText(progress)).toBe('Run 2 of 2: step 50 of 100');
  expect(seriesShare(progress)).toBe(0.25);
  expect(progressText({ ...progress, current: null })).toBe('0 of 2 runs done');
  expect([progressText(null), seriesShare(null)]).toEqual(['Preparing the runs…', 0]);
});
