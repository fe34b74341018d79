/** The small made-up results that the fake engine answers with. Not part of the product. */

import type { AugmentJudgement } from '../domain/augmentReport';
import { type Dataset, EMPTY_DATASET, hasLabels, type ImageItem, planeId } from '../domain/data';
import type { DeviceReport } from '../domain/device';
import type { Benchmark, DeviceDetails, SelfCheck } from '../domain/diagnostics';
import type { RunForecast } from '../domain/forecast';
import type { ChannelHistogram } from '../domain/intensity';
import type { KernelChoice } from '../domain/kernels';
import { drawnReading, type LabelMap, type MaskReading } from '../domain/labels';
import type { Assessment, Scores } from '../domain/metrics';
import { DEFAULT_SPEC_PARTS, type Norm } from '../domain/network';
import type { ImageObjects } from '../domain/objects';
import type { Prediction, PredictionSummary, PredictOptions } from '../domain/predict';
import type { ChosenRun } from '../domain/presets';
import type { RunRecord } from '../domain/run';
import { AS_IS } from '../domain/scale';
import { planSeries, type SeriesResult } from '../domain/series';
import { DEFAULT_TRAIN, type ModelInfo, type TrainPlan, type TrainSummary } from '../domain/train';
import { type WeightView, weightsFor } from '../domain/weights';
import type {
  ChooseRequest,
  ForecastRequest,
  ImageView,
  MaskBefore,
  PreviewPair,
  PreviewRequest,
  SeriesRequest,
  TrainRequest,
} from './protocol';

const SIDE = 16;

export const FAKE_READING: MaskReading = { kind: 'classes', classes: [[0], [255]], ignore: [], clean: false };

const SAMPLE_IMAGES = ['sample-1.png', 'sample-2.png'];

export function isSample({ images }: Dataset): boolean {
  return images.every(({ id }) => SAMPLE_IMAGES.includes(id));
}

/** The dataset with one more image a path, each with a mask of two values. */
export function withImages(dataset: Dataset, paths: readonly string[]): Dataset {
  const known = dataset.images.filter(({ id }) => !paths.includes(id));
  const images = [...known, ...paths.map(makeImage)];
  const values = [0, 255].map((value) => ({ value, pixels: (SIDE * SIDE * images.length) / 2 }));
  const judgement = { kind: 'binary', flaws: [], evidence: ['Two values: 0 and 255.'] } as const;
  return { ...dataset, images, reading: FAKE_READING, judgement, values, classShares: [0.5, 0.5] };
}

/** With drawn labels of this checksum, or without any. */
export function withDrawn(dataset: Dataset, imageId: string, drawn: string | undefined): Partial<Dataset> {
  const images = dataset.images.map((image) => (image.id === imageId ? { ...image, drawn } : image));
  return { images, reading: dataset.reading ?? drawnReading(2) };
}

/** A grey image of one page with a mask of the same name. */
export function makeImage(path: string): ImageItem {
  const source = { path, page: 0, pages: 1 };
  const planes = [{ path: `masks/${path}`, page: 0, pages: 1 }];
  return {
    id: planeId(source),
    name: path,
    source,
    width: SIDE,
    height: SIDE,
    channels: 1,
    storedChannels: 1,
    type: 'uint8',
    pixelSize: null,
    large: false,
    mask: { planes, words: [null] },
    reason: 'same name in masks/',
  };
}

/** The dataset of the sample. */
export function sampleDataset(): Dataset {
  return withImages(EMPTY_DATASET, SAMPLE_IMAGES);
}

export function makeView(): ImageView {
  const rgba = new Uint8ClampedArray(SIDE * SIDE * 4).fill(255);
  return { width: SIDE, height: SIDE, rgba, labels: new Uint8Array(SIDE * SIDE), ignore: null };
}

/** Background all over, where the image has labels. */
export function makeLabels({ images }: Dataset, imageId: string): LabelMap | null {
  const image = images.find(({ id }) => id === imageId);
  if (image === undefined || !hasLabels(image)) return null;
  return { width: SIDE, height: SIDE, classes: new Uint8Array(SIDE * SIDE), ignore: null, instances: null };
}

export function makeMaskBefore(): MaskBefore {
  const { width, height, rgba } = makeView();
  return { width, height, rgba, changed: new Uint8Array(width * height).fill(1, 0, 3) };
}

export function makeHistogram(): ChannelHistogram {
  return { low: 0, high: 255, bins: [1, 4, 2, 0], mean: 100, sd: 20, window: { low: 80, high: 120 } };
}

export function makePreview(request: PreviewRequest): PreviewPair[] {
  const patch = {
    inputSize: SIDE,
    outputSize: SIDE,
    channels: 1,
    image: new Float32Array(SIDE * SIDE),
    labels: new Uint8Array(SIDE * SIDE),
    weights: new Float32Array(SIDE * SIDE).fill(1),
    imageId: 'sample-1.png',
  };
  const description = { imageId: patch.imageId, x: 0, y: 0, drawn: [], grid: [] };
  return request.keys.map((key) => ({ key, augmented: patch, plain: patch, description }));
}

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

export function makePrediction(imageId: string): Prediction {
  return {
    imageId,
    width: SIDE,
    height: SIDE,
    classes: 2,
    labels: new Uint8Array(SIDE * SIDE),
    probabilities: new Uint8Array(2 * SIDE * SIDE),
  };
}

/** Images whose names sort later are less sure. */
export function makePredictionSummary(imageId: string, options: PredictOptions): PredictionSummary {
  const stem = imageId.replace(/\.[^.]*$/, '');
  const uncertainty = ((stem.codePointAt(stem.length - 1) ?? 0) % 64) / 64;
  const size = { width: SIDE, height: SIDE, classes: 2 };
  return { imageId, ...size, scores: null, uncertainty, shares: [1, 0], tiles: 1, ms: 1, options };
}

export function makeObjects(imageId: string): ImageObjects {
  const size = { width: SIDE, height: SIDE };
  return {
    imageId,
    map: { ...size, ids: new Uint32Array(SIDE * SIDE), count: 0, classes: new Uint8Array(1) },
    rows: [],
    totals: [{ classIndex: 1, count: 0, areaPx: 0, areaUm: null, areaFraction: 0 }],
    channels: 1,
    pixelSize: null,
    errors: null,
    scores: null,
    labels: new Uint8Array(SIDE * SIDE),
  };
}

export function makeJudgement(): AugmentJudgement {
  const shares = {
    mirroredShare: 0,
    plainMirroredShare: 0,
    labelsLostShare: 0,
    foldedShare: 0,
    noisyShare: 0,
    hiddenShare: 0,
  };
  return { patches: 64, ...shares, findings: [] };
}

export function makeWeightView(): WeightView {
  const weights = new Float32Array(SIDE * SIDE).fill(1);
  return { width: SIDE, height: SIDE, weights, gaps: [], gapsSentence: null };
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

export const FAKE_DEVICE: DeviceReport = {
  backend: 'webgpu',
  adapter: 'fake adapter',
  software: true,
  maxBufferBytes: null,
};

export function makeDetails(kernels: KernelChoice): DeviceDetails {
  return {
    report: FAKE_DEVICE,
    features: ['timestamp-query'],
    limits: { maxBufferSize: 1000 },
    variants: {},
    kernels,
    excluded: [],
    timed: [],
  };
}

export function makeCheck(norm: Norm): SelfCheck {
  return { norm, passed: true, tolerance: 1e-3, worst: { name: 'logits', error: 1e-6 } };
}

export function makeBenchmark(): Benchmark {
  const times = { compileMs: 900, stepMs: 4, predictMs: 1 };
  return { adapter: FAKE_DEVICE.adapter, network: 'width 8, depth 2, 64 px', ...times, peakBytes: 3000 };
}
