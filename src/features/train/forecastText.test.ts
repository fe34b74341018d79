import { expect, test } from 'vitest';
import type { RunForecast } from '../../domain/forecast';
import { DEFAULT_TRAIN, type TrainSettings } from '../../domain/train';
import { forecastFacts, memoryParts } from './forecastText';

const MEMORY = {
  parameters: 10,
  gradients: 10,
  optimizer: 20,
  arena: 1000,
  prediction: 100,
  staging: 60,
  tfjs: 0,
  peak: 1200,
} as const;

const FORECAST: RunForecast = {
  parameterCount: 7_700_000,
  inputSize: 188,
  memory: MEMORY,
  microBatch: 2,
  budgetBytes: null,
  fits: true,
  smaller: { tile: null, width: null },
  secondsPerStep: null,
};

test('the parts of the bar fill what the run takes, and leave free what the device has more', () => {
  const filled = (of: number) => memoryParts(MEMORY, of).reduce((sum, { percent }) => sum + percent, 0);
  expect(filled(1200)).toBeCloseTo(100);
  expect(filled(2400)).toBeCloseTo(50);
});

test('says memory, size and patches at a time, and when it will be done', () => {
  const now = new Date(2026, 10, 26, 21, 0).getTime();
  const facts = (forecast: RunForecast, change: Partial<TrainSettings>) =>
    forecastFacts(forecast, { ...DEFAULT_TRAIN, ...change }, now).map(
      ({ name, value }) => `${name}: ${value}`,
    );
  const size = ['GPU memory: 1.2 KB', 'Parameters: 7,700,000', 'Tile: 188 px'];
  expect(facts(FORECAST, { steps: 100 })).toEqual([...size, 'Steps: 100']);
  expect(facts(FORECAST, { minutes: 10 })).toEqual([...size, 'Done at: 21:10']);
  const timed = { ...FORECAST, secondsPerStep: 0.5, budgetBytes: 2048 };
  expect(facts(timed, { steps: 1200, batch: 4 })).toEqual([
    'GPU memory: 1.2 KB of 2.0 KB',
    'Parameters: 7,700,000',
    'Tile: 188 px',
    'At a time: 2 patches',
    'Time a step: 500 ms',
    'Steps: 1,200',
    'Done at: 21:10',
  ]);
  expect(facts(timed, { minutes: 10 }).slice(-2)).toEqual(['Steps: about 1,200', 'Done at: 21:10']);
  expect(facts(timed, { steps: 1200, patience: 5 }).slice(-2)).toEqual([
    'Steps: at most 1,200',
    'Done by: 21:10',
  ]);
});
