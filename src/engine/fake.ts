/**
 * An Engine without workers, image files or a GPU, for tests of the page's state: it answers at once with
 * small made-up results. Tests emit events, hold calls back and make them fail. Not part of the product.
 */
import { type ErrorData, StudioError } from '../common/errors';
import type { Patch } from '../domain/augment';
import { type Dataset, EMPTY_DATASET, type ImageItem } from '../domain/data';
import type { MaskReading } from '../domain/labels';
import { DEFAULT_SPEC_PARTS } from '../domain/network';
import type { Prediction } from '../domain/predict';
import { DEFAULT_TRAIN, type ModelInfo, type TrainPlan, type TrainSummary } from '../domain/train';
import type { Engine, EngineEvent, ImageView, PreviewPair, PreviewRequest, TrainRequest } from './protocol';

type Method = Exclude<keyof Engine, 'subscribe'>;

export interface FakeEngine extends Engine {
  /** Every call so far, oldest first. */
  readonly calls: readonly { readonly method: Method; readonly args: readonly unknown[] }[];
  emit(event: EngineEvent): void;
  /** Calls of this method reject with the error until `succeed`. */
  fail(method: Method, error: ErrorData): void;
  succeed(method: Method): void;
  /** Calls of this method wait until `release` lets the oldest of them go on. */
  hold(method: Method): void;
  release(method: Method): void;
}

const SIDE = 16;
const READING: MaskReading = { kind: 'classes', values: [0, 255], ignore: null };

const SAMPLE_IMAGES = ['sample-1.png', 'sample-2.png'];

function isSample({ images }: Dataset): boolean {
  return images.every(({ id }) => SAMPLE_IMAGES.includes(id));
}

export function createFakeEngine(): FakeEngine {
  const calls: { method: Method; args: readonly unknown[] }[] = [];
  const failures = new Map<Method, ErrorData>();
  const held = new Map<Method, (() => void)[]>();
  const listeners: ((event: EngineEvent) => void)[] = [];
  let dataset = EMPTY_DATASET;
  let model: ModelInfo | null = null;

  const answer = async <T>(method: Method, args: readonly unknown[], result: () => T): Promise<T> => {
    calls.push({ method, args });
    const queue = held.get(method);
    if (queue) await new Promise<void>((resolve) => queue.push(resolve));
    const failure = failures.get(method);
    if (failure) throw new StudioError(failure);
    return result();
  };
  const answerDataset = (method: Method, args: readonly unknown[], next: () => Dataset) =>
    answer(method, args, () => {
      dataset = next();
      return dataset;
    });

  return {
    calls,
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    fail: (method, error) => failures.set(method, error),
    succeed: (method) => failures.delete(method),
    hold: (method) => held.set(method, []),
    release: (method) => held.get(method)?.shift()?.(),
    subscribe: (listener) => listeners.push(listener),

    importFiles: (files, signal) =>
      answerDataset('importFiles', [files, signal], () =>
        withImages(
          isSample(dataset) ? EMPTY_DATASET : dataset,
          files.map((file) => file.path),
        ),
      ),
    importSample: () => answerDataset('importSample', [], () => withImages(EMPTY_DATASET, SAMPLE_IMAGES)),
    setReading: (reading) =>
      answerDataset('setReading', [reading], () => ({
        ...dataset,
        reading: reading ?? READING,
        readingBy: reading ? 'user' : 'rule',
      })),
    removeImage: (imageId) =>
      answerDataset('removeImage', [imageId], () => ({
        ...dataset,
        images: dataset.images.filter((image) => image.id !== imageId),
      })),
    clear: () => answerDataset('clear', [], () => EMPTY_DATASET),
    view: (imageId) => answer('view', [imageId], makeView),
    thumbnail: (imageId, size) => answer('thumbnail', [imageId, size], makeView),
    preview: (request) => answer('preview', [request], () => makePreview(request)),

    openDevice: (backend) =>
      answer('openDevice', [backend], () => ({
        backend,
        adapter: 'fake adapter',
        software: true,
        maxBufferBytes: null,
      })),
    train: (request) =>
      answer('train', [request], () => {
        model = makeModel(request);
        return makeSummary(request);
      }),
    pauseTraining: () => answer('pauseTraining', [], () => undefined),
    resumeTraining: () => answer('resumeTraining', [], () => undefined),
    stopTraining: () => answer('stopTraining', [], () => undefined),
    model: () => answer('model', [], () => model),
    predict: (imageId, signal) => answer('predict', [imageId, signal], () => makePrediction(imageId)),
    exportModel: () => answer('exportModel', [], () => [{ name: 'model.json', blob: new Blob(['{}']) }]),
    exportSafetensors: () =>
      answer('exportSafetensors', [], () => ({ name: 'model.safetensors', blob: new Blob(['']) })),
    loadModel: (files) =>
      answer('loadModel', [files], () => {
        model = makeModel({ settings: DEFAULT_TRAIN, classes: [{ name: 'loaded', color: '#0072b2' }] });
        return model;
      }),
    exportMasks: (imageIds) =>
      answer('exportMasks', [imageIds], () => ({ name: 'masks.zip', blob: new Blob(['']) })),
  };
}

function withImages(dataset: Dataset, paths: readonly string[]): Dataset {
  const images = [...dataset.images, ...paths.map(makeImage)];
  const values = [0, 255].map((value) => ({ value, pixels: (SIDE * SIDE * images.length) / 2 }));
  return { ...dataset, images, reading: READING, values, classShares: [0.5, 0.5] };
}

function makeImage(path: string): ImageItem {
  const source = { path, page: 0, pages: 1 };
  const mask = { path: `masks/${path}`, page: 0, pages: 1 };
  const size = { width: SIDE, height: SIDE, channels: 1 };
  return { id: path, name: path, source, ...size, type: 'uint8', mask, reason: 'same name in masks/' };
}

function makeView(): ImageView {
  const rgba = new Uint8ClampedArray(SIDE * SIDE * 4).fill(255);
  return { width: SIDE, height: SIDE, rgba, labels: new Uint8Array(SIDE * SIDE), ignore: null };
}

function makePreview(request: PreviewRequest): PreviewPair[] {
  const patch: Patch = {
    inputSize: SIDE,
    outputSize: SIDE,
    channels: 1,
    image: new Float32Array(SIDE * SIDE),
    labels: new Uint8Array(SIDE * SIDE),
    weights: new Float32Array(SIDE * SIDE).fill(1),
    imageId: 'sample-1.png',
  };
  return Array.from({ length: request.count }, () => ({ augmented: patch, plain: patch }));
}

function makeModel({ settings, classes }: Pick<TrainRequest, 'settings' | 'classes'>): ModelInfo {
  const { depth, width, padding, tile, steps } = settings;
  const spec = {
    ...DEFAULT_SPEC_PARTS,
    depth,
    width,
    padding,
    inputChannels: 1,
    classes: Math.max(2, classes.length),
  };
  return { spec, classes, normalisation: { kind: 'zscore' }, inputSize: tile, steps, meanIou: 0.5 };
}

/** The plan that the fake resolves a request to: everything on the first image, the last held out. */
export function makePlan({ settings, augment, classes }: TrainRequest): TrainPlan {
  const { depth, width, padding, tile, batch, steps, optimizer, learningRate, momentum, seed } = settings;
  return {
    loss: settings.loss,
    spec: {
      ...DEFAULT_SPEC_PARTS,
      depth,
      width,
      padding,
      inputChannels: 1,
      classes: Math.max(2, classes.length),
    },
    inputSize: tile,
    outputSize: tile,
    batch,
    steps,
    optimizer,
    learningRate,
    momentum,
    classWeights: classes.map(() => 1),
    split: { train: ['sample-1.png'], validation: ['sample-2.png'] },
    augment,
    normalisation: { kind: 'zscore' },
    seed,
    validateEvery: 10,
  };
}

function makeSummary(request: TrainRequest): TrainSummary {
  const plan = makePlan(request);
  const scores = { pixelAccuracy: 0.9, iou: [0.8, 0.6], dice: [0.9, 0.7], meanIou: 0.7, meanDice: 0.8 };
  return { plan, stepsDone: plan.steps, stopped: false, finalLoss: 0.2, scores, msPerStep: 5 };
}

function makePrediction(imageId: string): Prediction {
  return {
    imageId,
    width: SIDE,
    height: SIDE,
    classes: 2,
    labels: new Uint8Array(SIDE * SIDE),
    probabilities: new Uint8Array(2 * SIDE * SIDE),
    scores: null,
    tiles: 1,
    ms: 1,
  };
}
