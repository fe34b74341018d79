/** What the fake engine's runs come to: plans, models, scores, series, forecasts. Not part of the product. */

import type { RunForecast } from '../domain/forecast';
import type { Assessment, Scores } from '../domain/metrics';
import { DEFAULT_SPEC_PARTS } from '../domain/network';
import type { ChosenRun } from '../domain/presets';
import type { RunRecord } from '../domain/run';
import { AS_IS } from '../domain/scale';
import { planSeries, type SeriesResult } from '../domain/series';
import { DEFAULT_TRAIN, type ModelInfo, type TrainPlan, type TrainSummary } from '../domain/train';
import { weightsFor } from '../domain/weights';
import type { ChooseRequest, ForecastRequest, SeriesRequest, TrainRequest } from './protocol';

export function makeModel({ settings, classes }: Pick<TrainRequest, 'settings' | 'classes'>): ModelInfo {
  const { tile, steps } = settings;
  return { spec: makeSpec(settings, classes), classes, ...inputOf(), inputSize: tile, steps, meanIou: 0.5 };
}

/** The plan that the fake resolves a request to: everything on the first image, the last held out. */
export function makePlan({ settings, augment, weights, classes }: TrainRequest): TrainPlan {
  const { tile, batch, steps, optimizer, learningRate, momentum, seed } = settings;
  return {
    loss: settings.loss,
    spec: makeSpec(settings, classes),
    inputSize: tile,
    outputSize: tile,
    batch,
    steps,
    optimizer,
    learningRate,
    schedule: { kind: settings.schedule, warmupSteps: 0 },
    momentum,
    weightDecay: settings.weightDecay,
    clipNorm: settings.clipNorm,
    emaDecay: settings.emaDecay,
    minutes: settings.minutes,
    patience: settings.patience,
    classWeights: classes.map(() => 1),
    split: { kind: settings.split, train: ['sample-1.png'], validation: ['sample-2.png'], spatial: null },
    augment,
    weights: weights ?? weightsFor(null, 'crossEntropy'),
    ...inputOf(),
    seed,
    validateEvery: 10,
  };
}

function makeSpec({ depth, width, padding }: TrainRequest['settings'], classes: TrainRequest['classes']) {
  const channels = { inputChannels: 1, classes: Math.max(2, classes.length) };
  return { ...DEFAULT_SPEC_PARTS, depth, width, padding, ...channels };
}

function inputOf() {
  return { normalisation: { kind: 'zscore' }, scale: AS_IS, channelChoice: null } as const;
}

export function makeSummary(request: TrainRequest): TrainSummary {
  const plan = makePlan(request);
  return {
    plan,
    stepsDone: plan.steps,
    stopped: false,
    stoppedEarly: false,
    bestStep: plan.steps,
    finalLoss: 0.2,
    scores: FAKE_SCORES,
    assessment: FAKE_ASSESSMENT,
    msPerStep: 5,
  };
}

export const FAKE_SCORES: Scores = {
  pixelAccuracy: 0.9,
  iou: [0.8, 0.6],
  dice: [0.9, 0.7],
  precision: [0.95, 0.65],
  recall: [0.85, 0.75],
  meanIou: 0.7,
  meanDice: 0.8,
};

/** Of two held-out images. */
const FAKE_ASSESSMENT: Assessment = {
  scores: FAKE_SCORES,
  images: ['sample-1.png', 'sample-2.png'].map((imageId) => ({
    imageId,
    scores: FAKE_SCORES,
    objects: null,
    membranes: null,
  })),
  spread: {
    meanDice: { mean: 0.8, sd: 0.02, count: 2 },
    meanIou: { mean: 0.7, sd: 0.03, count: 2 },
    pixelAccuracy: { mean: 0.9, sd: 0.01, count: 2 },
    f1: null,
    seg: null,
    vRand: null,
    vInfo: null,
  },
  calibration: {
    bins: [
      { from: 0, to: 0.5, pixels: 0, confidence: null, accuracy: null },
      { from: 0.5, to: 1, pixels: 512, confidence: 0.95, accuracy: 0.9 },
    ],
    expectedError: 0.05,
  },
  sentence: 'Dice 0.80 on 2 held-out images (0.78 to 0.82).',
};

/** Of six images; every run is a little better than the one before. */
export function makeSeries({ kind, settings }: SeriesRequest): SeriesResult {
  const runs = planSeries(kind, settings, ['a', 'b', 'c', 'd', 'e', 'f']);
  const point = (images: number, mean: number) => ({
    images,
    meanDice: { mean, sd: 0.05, count: 2 },
    meanIou: { mean: mean - 0.1, sd: 0.05, count: 2 },
  });
  const points =
    kind === 'learningCurve'
      ? runs.map(({ index, split }) => point(split.train.length, 0.5 + index / 10))
      : [point(5, 0.8)];
  return {
    kind,
    runs,
    done: runs.map((run) => ({ run, assessment: FAKE_ASSESSMENT, steps: settings.steps })),
    points,
    sentence: 'The fake engine always says so.',
  };
}

/** As if every preset came to the defaults. */
export function makeChoice({ choice, facts }: ChooseRequest): ChosenRun {
  return {
    preset: choice.preset,
    settings: { ...DEFAULT_TRAIN, ...choice.overrides },
    scale: facts.scale ?? AS_IS,
    augment: null,
    reasons: [{ setting: 'width', because: 'the fake engine always says so' }],
  };
}

export function makeRun(request: TrainRequest, id: string): RunRecord {
  return {
    id,
    name: request.name ?? id,
    startedMs: 0,
    status: 'done',
    preset: request.preset,
    origin: { kind: 'fresh' },
    plan: makePlan(request),
    curve: { losses: [], validations: [] },
    rateChanges: [],
    warnings: [],
    summary: makeSummary(request),
    hasWeights: true,
    checkpointStep: null,
  };
}

/** Every run fits but those with tiles over 512 px. */
export function makeForecast({ settings }: ForecastRequest): RunForecast {
  const fits = settings.tile <= 512;
  const parts = {
    parameters: 100,
    gradients: 100,
    optimizer: 200,
    arena: 5000,
    prediction: 600,
    staging: 300,
  };
  return {
    parameterCount: 7700,
    inputSize: settings.tile,
    memory: { ...parts, tfjs: 0, peak: 6300 },
    microBatch: settings.batch,
    budgetBytes: fits ? null : 6000,
    fits,
    smaller: { tile: fits ? null : 512, width: null },
    secondsPerStep: null,
  };
}
