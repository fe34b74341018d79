import { expect, test } from 'vitest';
import { DEFAULT_AUGMENT } from './augment';
import { settingsOfPlan } from './settingsOfPlan';
import { checkedTrainSettings, DEFAULT_TRAIN, type TrainPlan, type TrainSettings } from './train';
import { DEFAULT_WEIGHTS } from './weights';

/** Every setting that a plan holds, none at its default. */
const SETTINGS: TrainSettings = {
  ...DEFAULT_TRAIN,
  depth: 2,
  width: 24,
  padding: 'valid',
  norm: 'instance',
  activation: 'leaky',
  skips: 'off',
  dropout: 0.25,
  loss: 'diceCrossEntropy',
  tile: 76,
  batch: 3,
  steps: 1000,
  optimizer: 'nesterov',
  learningRate: 0.01,
  schedule: 'polynomial',
  warmup: 0.125,
  momentum: 0.9,
  weightDecay: 3e-5,
  clipNorm: 12,
  emaDecay: 0.99,
  patience: 7,
  split: 'drawn',
  validationImages: 2,
  folds: 3,
  seed: 42,
};

const PLAN: TrainPlan = {
  spec: {
    depth: 2,
    width: 24,
    padding: 'valid',
    inputChannels: 1,
    classes: 2,
    norm: 'instance',
    activation: { kind: 'leaky', slope: 0.01 },
    upActivation: 'linear',
    dropout: 0.25,
    skips: false,
  },
  loss: 'diceCrossEntropy',
  inputSize: 76,
  outputSize: 36,
  batch: 3,
  steps: 1000,
  optimizer: 'nesterov',
  learningRate: 0.01,
  schedule: { kind: 'polynomial', warmupSteps: 125 },
  momentum: 0.9,
  weightDecay: 3e-5,
  clipNorm: 12,
  emaDecay: 0.99,
  minutes: 10,
  patience: 7,
  classWeights: [1, 1],
  split: { kind: 'drawn', train: ['a', 'b', 'c', 'd'], validation: ['e', 'f'], spatial: null },
  augment: DEFAULT_AUGMENT,
  weights: DEFAULT_WEIGHTS,
  normalisation: { kind: 'zscore' },
  scale: { kind: 'asIs' },
  channelChoice: null,
  seed: 42,
  validateEvery: 100,
};

test('a plan gives back the settings it came from, its steps in place of the minutes', () => {
  expect(settingsOfPlan(PLAN)).toEqual(SETTINGS);
  expect(() => checkedTrainSettings(settingsOfPlan(PLAN))).not.toThrow();
});
