import { expect, test } from 'vitest';
import type { RunCurve } from '../../domain/run';
import { FAKE_SCORES } from '../../engine/fakeRuns';
import { curveCsv, scoreLines, stepLines, tableLines } from './curveLines';

const classes = [
  { name: 'ground', color: '#000000' },
  { name: 'cell', color: '#e69f00' },
];
const curve: RunCurve = {
  losses: [1, 2, 3].map((step) => ({
    step,
    loss: 1 / step,
    learningRate: 0.01,
    gradientNorm: step === 3 ? null : 2,
    dataWaitMs: 0,
  })),
  validations: [{ step: 3, scores: { ...FAKE_SCORES, dice: [0.9, null] } }],
};
const colors = { line: 'blue', faint: 'pale' };

test('the measured loss stands behind its smoothed line; a schedule is not smoothed', () => {
  const [raw, smooth] = stepLines(curve, 'loss', 20, colors);
  expect(raw).toMatchObject({ name: 'Loss', look: 'faint', color: 'pale' });
  expect(raw?.points.map(({ value }) => value)).toEqual([1, 1 / 2, 1 / 3]);
  const last = smooth?.points.at(-1)?.value ?? 0;
  expect(last).toBeGreaterThan(1 / 3);
  expect(last).toBeLessThan(1);
  expect(stepLines(curve, 'loss', 1, colors)).toHaveLength(1);
  expect(stepLines(curve, 'learningRate', 20, colors)).toHaveLength(1);
});

test('scores are a line a class in its colour, and the mean', () => {
  const lines = scoreLines(curve, 'dice', classes, 'white');
  expect(lines.map(({ name, color, points }) => [name, color, points[0]?.value])).toEqual([
    ['ground', '#000000', 0.9],
    ['cell', '#e69f00', null],
    ['Mean', 'white', FAKE_SCORES.meanDice],
  ]);
});

test('the first column of the table is the loss', () => {
  expect(tableLines(curve, 20).map(({ name }) => name)).toEqual([
    'Loss',
    'Smoothed',
    'Mean IoU',
    'Mean Dice',
    'Learning rate',
    'Gradient norm',
    'Wait for patches',
  ]);
});

test('the file has a row a step, with scores where there was a validation', () => {
  const lines = curveCsv(curve, classes).trim().split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain('mean IoU,Dice ground,IoU ground,Dice cell,IoU cell');
  expect(lines[1]).toBe('1,1,0.01,2,0,,,,,,');
  expect(lines[3]).toBe(`3,${1 / 3},0.01,,0,0.8,0.7,0.9,0.8,,0.6`);
});
