/**
 * An Engine without workers, image files or a GPU, for tests of the page's state: it answers at once with
 * small made-up results. Tests emit events, hold calls back and make them fail. Not part of the product.
 */
import { throwIfAborted } from '../common/abort';
import { type ErrorData, StudioError } from '../common/errors';
import { type Dataset, EMPTY_DATASET, type ImageItem } from '../domain/data';
import type { KernelChoice } from '../domain/kernels';
import { PLAIN_PREDICT } from '../domain/predict';
import type { StorageUse } from '../domain/project';
import type { RunRecord } from '../domain/run';
import { DEFAULT_TRAIN } from '../domain/train';
import { FakeProjects } from './fakeProjects';
import {
  FAKE_DEVICE,
  FAKE_READING,
  isSample,
  makeBenchmark,
  makeCheck,
  makeDetails,
  makeFindings,
  makeHistogram,
  makeJudgement,
  makeLabels,
  makeMaskBefore,
  makeObjects,
  makePrediction,
  makePredictionSummary,
  makePreview,
  makeRepaired,
  makeView,
  makeWeightView,
  sampleDataset,
  withDrawn,
  withImages,
} from './fakeResults';
import { makeChoice, makeForecast, makeModel, makeRun, makeSeries, makeSummary } from './fakeRuns';
import type {
  DataEngine,
  Engine,
  EngineEvent,
  NetworkEngine,
  ProjectEngine,
  ResultsEngine,
} from './protocol';

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

/** Waits and fails as the test asked, then gives the result. */
type Answer = <T>(method: Method, args: readonly unknown[], result: () => T) => Promise<T>;

export function createFakeEngine(): FakeEngine {
  const calls: { method: Method; args: readonly unknown[] }[] = [];
  const failures = new Map<Method, ErrorData>();
  const held = new Map<Method, (() => void)[]>();
  const listeners: ((event: EngineEvent) => void)[] = [];
  const projects = new FakeProjects();
  const answer: Answer = async (method, args, result) => {
    calls.push({ method, args });
    const queue = held.get(method);
    if (queue) await new Promise<void>((resolve) => queue.push(resolve));
    const failure = failures.get(method);
    if (failure) throw new StudioError(failure);
    return result();
  };
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
    ...fakeData(answer, projects),
    ...fakeProjects(answer, projects),
    ...fakeNetwork(answer, projects),
    ...fakeResults(answer, projects),
  };
}

function fakeData(answer: Answer, projects: FakeProjects): DataEngine {
  const removed = new Map<string, ImageItem>();
  let drawings = 0;
  const change = (method: Method, args: readonly unknown[], next: (dataset: Dataset) => Partial<Dataset>) =>
    answer(method, args, () => {
      const { open } = projects;
      open.dataset = { ...open.dataset, ...next(open.dataset) };
      return open.dataset;
    });
  return {
    importFiles: (files, signal) =>
      change('importFiles', [files, signal], (dataset) =>
        withImages(
          isSample(dataset) ? EMPTY_DATASET : dataset,
          files.map((file) => file.path),
        ),
      ),
    importSample: () => change('importSample', [], sampleDataset),
    setReading: (reading) =>
      change('setReading', [reading], () => ({
        reading: reading ?? FAKE_READING,
        readingBy: reading ? 'user' : 'rule',
      })),
    setPairs: (pairChoices) => change('setPairs', [pairChoices], () => ({ pairChoices })),
    setChannels: (channelChoice) => change('setChannels', [channelChoice], () => ({ channelChoice })),
    setNormalisation: (normalisation) =>
      change('setNormalisation', [normalisation], () => ({ normalisation })),
    setScale: (scale) => change('setScale', [scale], () => ({ scale })),
    removeImage: (imageId) =>
      change('removeImage', [imageId], ({ images }) => {
        for (const image of images) if (image.id === imageId) removed.set(imageId, image);
        return { images: images.filter(({ id }) => id !== imageId) };
      }),
    restoreImage: (imageId) =>
      change('restoreImage', [imageId], ({ images }) => {
        const image = removed.get(imageId);
        return image ? { images: [...images, image] } : {};
      }),
    drawLabels: (imageId, labels) =>
      change('drawLabels', [imageId, labels], (dataset) => {
        drawings += 1;
        return withDrawn(dataset, imageId, labels === null ? undefined : `drawn-${drawings}`);
      }),
    redrawLabels: (imageId, checksum) =>
      change('redrawLabels', [imageId, checksum], (dataset) => withDrawn(dataset, imageId, checksum)),
    labels: (imageId) => answer('labels', [imageId], () => makeLabels(projects.open.dataset, imageId)),
    patchLabels: (imageId, patch) =>
      change('patchLabels', [imageId, patch], (dataset) => {
        drawings += 1;
        return withDrawn(dataset, imageId, `drawn-${drawings}`);
      }),
    clear: () => change('clear', [], () => EMPTY_DATASET),
    examine: (signal) => answer('examine', [signal], () => makeFindings(projects.open.dataset)),
    repaired: (imageId, repair) => answer('repaired', [imageId, repair], makeRepaired),
    view: (imageId, window) => answer('view', [imageId, window], makeView),
    maskBefore: (imageId) => answer('maskBefore', [imageId], makeMaskBefore),
    histograms: (imageId) => answer('histograms', [imageId], () => [makeHistogram()]),
    thumbnail: (imageId, size) => answer('thumbnail', [imageId, size], makeView),
    preview: (request) => answer('preview', [request], () => makePreview(request)),
    judgeAugment: (request) => answer('judgeAugment', [request], makeJudgement),
    weightView: (imageId, request) => answer('weightView', [imageId, request], makeWeightView),
  };
}

function fakeProjects(answer: Answer, projects: FakeProjects): ProjectEngine {
  let persistent = false;
  const use = (): StorageUse => ({ kind: 'disk', usedBytes: 2000, quotaBytes: 10_000, persistent });
  return {
    projects: () => answer('projects', [], () => projects.list()),
    openProject: (id, takeOver) => answer('openProject', [id, takeOver], () => projects.openOne(id)),
    createProject: (name) => answer('createProject', [name], () => projects.create(name)),
    renameProject: (id, name) => answer('renameProject', [id, name], () => projects.rename(id, name)),
    duplicateProject: (id) => answer('duplicateProject', [id], () => projects.duplicate(id)),
    deleteProject: (id) => answer('deleteProject', [id], () => projects.remove(id)),
    packProject: (id) =>
      answer('packProject', [id], () => ({ name: `${id}.unet`, blob: new Blob(['project']) })),
    unpackProject: (file) => answer('unpackProject', [file], () => projects.unpack()),
    keepSettings: (settings) =>
      answer('keepSettings', [settings], () => {
        projects.open.settings = settings;
      }),
    storage: () => answer('storage', [], use),
    askPersistence: () =>
      answer('askPersistence', [], () => {
        persistent = true;
        return use();
      }),
  };
}

function fakeNetwork(answer: Answer, projects: FakeProjects): NetworkEngine {
  let kernels: KernelChoice = 'auto';
  let runs: readonly RunRecord[] = [];
  return {
    openDevice: (backend) => answer('openDevice', [backend], () => ({ ...FAKE_DEVICE, backend })),
    train: (request) =>
      answer('train', [request], () => {
        const runId = `run-${runs.length + 1}`;
        projects.useModel({ ...makeModel(request), runId });
        runs = [makeRun(request, runId), ...runs];
        return makeSummary(request);
      }),
    pauseTraining: () => answer('pauseTraining', [], () => undefined),
    resumeTraining: () => answer('resumeTraining', [], () => undefined),
    stopTraining: () => answer('stopTraining', [], () => undefined),
    setLearningRate: (factor) => answer('setLearningRate', [factor], () => undefined),
    series: (request, signal) => answer('series', [request, signal], () => makeSeries(request)),
    choose: (request) => answer('choose', [request], () => makeChoice(request)),
    runs: () => answer('runs', [], () => runs),
    renameRun: (runId, name) =>
      answer('renameRun', [runId, name], () => {
        runs = runs.map((run) => (run.id === runId ? { ...run, name } : run));
        return runs;
      }),
    deleteRun: (runId) =>
      answer('deleteRun', [runId], () => {
        runs = runs.filter(({ id }) => id !== runId);
        return runs;
      }),
    glimpses: (runId) => answer('glimpses', [runId], () => []),
    useRun: (runId) =>
      answer('useRun', [runId], () =>
        projects.useModel({ ...makeModel({ settings: DEFAULT_TRAIN, classes: [] }), runId }),
      ),
    restoreModel: () => answer('restoreModel', [], () => projects.open.model),
    model: () => answer('model', [], () => projects.open.model),
    predict: (imageId, options, signal) =>
      answer('predict', [imageId, options, signal], () => {
        throwIfAborted(signal);
        const { open } = projects;
        open.predicted = [...open.predicted.filter((id) => id !== imageId), imageId];
        return makePredictionSummary(imageId, options);
      }),
    largeFiles: (imageId) =>
      answer('largeFiles', [imageId], () => [{ name: `${imageId}.tif`, blob: new Blob(['']) }]),
    exportModel: () => answer('exportModel', [], () => [{ name: 'model.json', blob: new Blob(['{}']) }]),
    exportSafetensors: () =>
      answer('exportSafetensors', [], () => ({ name: 'model.safetensors', blob: new Blob(['']) })),
    loadModel: (files) =>
      answer('loadModel', [files], () => {
        const classes = [{ name: 'loaded', color: '#0072b2' }];
        return projects.useModel(makeModel({ settings: DEFAULT_TRAIN, classes }));
      }),
    forecast: (request) => answer('forecast', [request], () => makeForecast(request)),
    deviceDetails: () => answer('deviceDetails', [], () => makeDetails(kernels)),
    setKernels: (choice) =>
      answer('setKernels', [choice], () => {
        kernels = choice;
        return makeDetails(kernels);
      }),
    forgetTimings: () => answer('forgetTimings', [], () => makeDetails(kernels)),
    selfCheck: () => answer('selfCheck', [], () => [makeCheck('none'), makeCheck('instance')]),
    benchmark: () => answer('benchmark', [], makeBenchmark),
  };
}

function fakeResults(answer: Answer, projects: FakeProjects): ResultsEngine {
  return {
    predicted: () =>
      answer('predicted', [], () =>
        projects.open.predicted.map((id) => makePredictionSummary(id, PLAIN_PREDICT)),
      ),
    prediction: (imageId) => answer('prediction', [imageId], () => makePrediction(imageId)),
    probabilityHistogram: (imageId) =>
      answer('probabilityHistogram', [imageId], () => [0, 1].map(() => new Array<number>(256).fill(1))),
    objects: (imageId, settings) => answer('objects', [imageId, settings], () => makeObjects(imageId)),
    objectTotals: (imageId, settings) =>
      answer('objectTotals', [imageId, settings], () => makeObjects(imageId)),
    forgetPredictions: (imageIds) =>
      answer('forgetPredictions', [imageIds], () => {
        const { open } = projects;
        open.predicted = open.predicted.filter((id) => !imageIds.includes(id));
      }),
    exportResults: (request, signal) =>
      answer('exportResults', [request, signal], () => ({
        name: 'results.zip',
        blob: new Blob(['']),
        files: request.kinds.length * request.imageIds.length,
        leftOut: [],
      })),
  };
}
