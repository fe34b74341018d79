import { expect, test } from 'vitest';
import { DEFAULT_AUGMENT } from '../../domain/augment';
import type { RunRecord } from '../../domain/run';
import { DEFAULT_TRAIN, type TrainSettings } from '../../domain/train';
import { FAKE_SCORES, makeRun } from '../../engine/fakeRuns';
import { NEW_RUN } from '../../testing/newRun';
import { compareRows, verdict } from './compareRows';

function run(id: string, meanDice: number, change: Partial<TrainSettings> = {}): RunRecord {
  const settings = { ...DEFAULT_TRAIN, ...change };
  const made = makeRun({ ...NEW_RUN, settings, augment: DEFAULT_AUGMENT, weights: null, classes: [] }, id);
  const summary = made.summary && { ...made.summary, scores: { ...FAKE_SCORES, meanDice } };
  return { ...made, summary };
}

const names = (runs: readonly RunRecord[]) => compareRows(runs).map(({ name }) => name);
const always = ['Mean Dice', 'Mean IoU', 'Steps', 'Time a step'];

test('says only what differs', () => {
  expect(names([run('a', 0.8), run('b', 0.8)])).toEqual(always);
  const rows = compareRows([run('a', 0.8), run('b', 0.9, { batch: 1, optimizer: 'sgd' })]);
  expect(rows.map(({ name, values, best }) => [name, ...values, best])).toEqual([
    ['Mean Dice', '0.80', '0.90', 1],
    ['Mean IoU', '0.70', '0.70', null],
    ['Steps', '400 steps', '400 steps', null],
    ['Time a step', '5.0 ms', '5.0 ms', null],
    ['Batch', '2 patches', '1 patch', null],
    ['Optimizer', 'Adam', 'SGD', null],
  ]);
});

test('what is too long to tell is another', () => {
  const rows = compareRows([
    run('a', 0.8),
    { ...run('b', 0.8), preset: 'fast', rateChanges: [{ step: 1, factor: 2 }] },
  ]);
  expect(rows.slice(4).map(({ name, values }) => [name, ...values])).toEqual([
    ['Preset', 'auto', 'fast'],
    ['Rate changed by hand', 'one', 'another'],
  ]);
});

test('the verdict names who is ahead, and how little that may mean', () => {
  expect(verdict([run('a', 0.8), run('b', 0.9)])).toBe('b is ahead by 0.10 Dice.');
  expect(verdict([run('a', 0.81), run('b', 0.8)])).toBe(
    'a is ahead by 0.01 Dice. Another seed may turn so small a difference around.',
  );
  expect(verdict([run('a', 0.8), run('b', 0.802)])).toBe('Both reach the same Dice.');
  expect(verdict([run('a', 0.8)])).toBeNull();
});
