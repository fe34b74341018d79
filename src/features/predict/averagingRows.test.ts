import { expect, test } from 'vitest';
import { DEFAULT_AUGMENT } from '../../domain/augment';
import { DEFAULT_TRAIN, type TrainSettings } from '../../domain/train';
import { makeModel, makeRun } from '../../engine/fakeRuns';
import { NEW_RUN } from '../../testing/newRun';
import { averagingRows } from './averagingRows';

const classes = [
  { name: 'ground', color: '#000000' },
  { name: 'cell', color: '#ffffff' },
];
const run = (id: string, change: Partial<TrainSettings> = {}) =>
  makeRun(
    {
      ...NEW_RUN,
      settings: { ...DEFAULT_TRAIN, ...change },
      augment: DEFAULT_AUGMENT,
      weights: null,
      classes,
    },
    id,
  );
const own = { ...makeModel({ settings: DEFAULT_TRAIN, classes }), meanIou: 0.123 };

test('lists runs that fit, and the others with the reason', () => {
  const runs = [run('a'), run('b', { width: 8, steps: 7 }), { ...run('c'), hasWeights: false }];
  expect(averagingRows(own, runs, ['a'], null)).toEqual([
    { runId: 'a', name: 'a', chosen: true, reason: null },
    { runId: 'b', name: 'b', chosen: false, reason: 'its network has another width' },
  ]);
});

test('knows the run whose weights the model has, and one that is gone', () => {
  const runs = [run('a')];
  const meanIou = runs[0]?.summary?.scores?.meanIou ?? null;
  expect(averagingRows({ ...own, meanIou }, runs, ['z'], null)).toEqual([
    { runId: 'a', name: 'a', chosen: false, reason: 'these are the model’s own weights' },
    { runId: 'z', name: 'A run that is gone', chosen: true, reason: 'it is not in the project any more' },
  ]);
});
