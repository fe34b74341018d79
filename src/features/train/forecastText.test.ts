import { expect, test } from 'vitest';
import type { RunForecast } from '../../domain/forecast';
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

test('says memory, size and patches at a time, and the time only once it is measured', () => {
  const names = (forecast: RunForecast, batch: number) =>
    forecastFacts(forecast, 100, batch).map(({ name, value }) => `${name}: ${value}`);
  expect(names(FORECAST, 2)).toEqual(['GPU memory: 1.2 KB', 'Parameters: 7,700,000', 'Tile: 188 px']);
  expect(names({ ...FORECAST, secondsPerStep: 0.5, budgetBytes: 2048 }, 4)).toEqual([
    'GPU memory: 1.2 KB of 2.0 KB',
    'Parameters: 7,700,000',
    'Tile: 188 px',
    'At a time: 2 patches',
    'Time a step: 500 ms',
    'Time in all: 50.0 s',
  ]);
});
