/** The store over the fake engine: what the user sees after every kind of answer. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ErrorData } from '../common/errors';
import { DEFAULT_AUGMENT } from '../domain/augment';
import { DEFAULT_TRAIN, SAMPLE_TRAIN } from '../domain/train';
import { createFakeEngine, type FakeEngine, makePlan } from '../engine/fake';
import type { NamedFile } from '../engine/protocol';
import { createStudioStore, type Studio } from './createStudioStore';
import { railMark } from './railSelector';
import { predictBlocker, selectedImage, trainingBlocker, unsavedWork } from './selectors';

const UNREADABLE: ErrorData = {
  code: 'unreadable-file',
  message: 'notes.png is not an image: it holds text.',
  subject: 'notes.png',
  hint: 'Export it again as PNG or TIFF.',
};

const LOST: ErrorData = {
  code: 'device-lost',
  message: 'The GPU was reset.',
  subject: null,
  hint: 'Reload.',
};

let engine: FakeEngine;
let studio: Studio;
let saved: NamedFile[];

const state = () => studio.store.getState();
const file = (path: string) => ({ path, blob: new Blob([]) });
const callsOf = (method: string) => engine.calls.filter((call) => call.method === method);

/** Lets every promise that can settle do so. */
const settle = () => new Promise<void>((resolve) => setTimeout(resolve));

beforeEach(() => {
  engine = createFakeEngine();
  saved = [];
  studio = createStudioStore(engine, { now: () => 0, save: (files) => saved.push(...files) });
});

describe('data', () => {
  it('selects the first image of an import and names its classes', async () => {
    await studio.actions.data.importFiles([file('a.png'), file('b.png')]);
    expect(selectedImage(state())?.id).toBe('a.png');
    expect(state().data.classes.map((info) => info.name)).toEqual(['value 0', 'value 255']);
    expect(railMark(state(), 'data')).toEqual({ kind: 'count', count: 2 });
  });

  it('keeps the dataset when an import fails, and says which file failed', async () => {
    await studio.actions.data.importSample();
    const before = state().data.dataset;
    engine.fail('importFiles', UNREADABLE);
    await studio.actions.data.importFiles([file('notes.png')]);
    expect(state().data.dataset).toBe(before);
    expect(state().data.importJob).toEqual({ status: 'failed', error: UNREADABLE });
    expect(state().shell.notices).toMatchObject([{ tone: 'error', subject: 'notes.png' }]);
  });

  it('says in one notice that files of this import are not used', async () => {
    const refused = ['notes.png', 'cut.png'].map((path) => ({ path, error: UNREADABLE }));
    engine.importFiles = async () => ({ ...state().data.dataset, refused });
    await studio.actions.data.importFiles(refused.map(({ path }) => file(path)));
    expect(state().shell.notices).toMatchObject([
      { message: '2 files are not used.', subject: 'notes.png and 1 more' },
    ]);
    studio.actions.shell.dismiss(1);
    await studio.actions.data.importFiles([file('good.png')]);
    expect(state().shell.notices).toEqual([]);
  });

  it('counts masks that no image wanted, and takes the warning back when another stage is opened', async () => {
    const unpaired = [0, 1].map((page) => ({
      path: 'masks.tif',
      page,
      reason: 'no image carries this name',
    }));
    engine.importFiles = async () => ({ ...state().data.dataset, unpaired });
    await studio.actions.data.importFiles([file('masks.tif')]);
    expect(state().shell.notices).toMatchObject([{ tone: 'warning', message: 'One file is not used.' }]);
    studio.actions.shell.open('data');
    expect(state().shell.notices).toHaveLength(1);
    studio.actions.shell.open('train');
    expect(state().shell.notices).toEqual([]);
  });

  it('refuses an empty drop without asking the engine', async () => {
    await studio.actions.data.importFiles([]);
    expect(callsOf('importFiles')).toHaveLength(0);
    expect(state().data.importJob).toMatchObject({ status: 'failed', error: { code: 'empty-drop' } });
  });

  it('runs a second import after the first', async () => {
    engine.hold('importFiles');
    const first = studio.actions.data.importFiles([file('a.png')]);
    const second = studio.actions.data.importFiles([file('b.png')]);
    await settle();
    expect(callsOf('importFiles')).toHaveLength(1);
    engine.release('importFiles');
    await first;
    await settle();
    engine.release('importFiles');
    await second;
    expect(state().data.dataset.images).toHaveLength(2);
  });

  it('shows progress while importing and fires the signal on cancel', async () => {
    engine.hold('importFiles');
    const running = studio.actions.data.importFiles([file('a.png'), file('b.png')]);
    await settle();
    engine.emit({ type: 'import', done: 1, total: 2, path: 'a.png' });
    expect(state().data.importJob).toMatchObject({ status: 'running', done: 1, total: 2, path: 'a.png' });
    expect(railMark(state(), 'data')).toEqual({ kind: 'progress', share: 0.5 });
    studio.actions.data.cancelImport();
    engine.fail('importFiles', { code: 'aborted', message: 'Cancelled.', subject: null, hint: '' });
    engine.release('importFiles');
    await running;
    expect(callsOf('importFiles')[0]?.args[1]).toMatchObject({ aborted: true });
    expect(state().data.importJob.status).toBe('idle');
    expect(state().shell.notices).toEqual([]);
  });

  it('moves the selection to the image that takes the place of a removed one', async () => {
    await studio.actions.data.importFiles(['a', 'b', 'c'].map(file));
    studio.actions.data.select('b');
    await studio.actions.data.removeImage('b');
    expect(state().data.selectedId).toBe('c');
    await studio.actions.data.removeImage('c');
    expect(state().data.selectedId).toBe('a');
    await studio.actions.data.removeImage('a');
    expect(state().data.selectedId).toBeNull();
  });

  it('walks the strip and stops at its ends', async () => {
    await studio.actions.data.importFiles(['a', 'b'].map(file));
    studio.actions.data.selectBy(-1);
    expect(state().data.selectedId).toBe('a');
    studio.actions.data.selectBy(1);
    studio.actions.data.selectBy(1);
    expect(state().data.selectedId).toBe('b');
  });

  it('keeps class names while the reading stays, and starts over with another reading', async () => {
    await studio.actions.data.importFiles([file('a')]);
    studio.actions.data.setClass(1, { name: 'membrane' });
    await studio.actions.data.importFiles([file('b')]);
    expect(state().data.classes[1]?.name).toBe('membrane');
    await studio.actions.data.setReading({ kind: 'instances', ignore: null });
    expect(state().data.classes.map((info) => info.name)).toEqual(['background', 'object']);
  });

  it('hides the background in overlays until the user wants it', async () => {
    await studio.actions.data.importFiles([file('a')]);
    expect([...state().data.hidden]).toEqual([0]);
    studio.actions.data.toggleClass(0);
    studio.actions.data.toggleClass(1);
    expect([...state().data.hidden]).toEqual([1]);
  });

  it('fetches pixels once, and again after an import', async () => {
    await studio.actions.data.importFiles([file('a')]);
    studio.actions.data.requestView('a');
    studio.actions.data.requestView('a');
    await settle();
    studio.actions.data.requestView('a');
    expect(callsOf('view')).toHaveLength(1);
    expect(state().data.views.has('a')).toBe(true);
    await studio.actions.data.importFiles([file('b')]);
    expect(state().data.views.size).toBe(0);
  });

  it('drops pixels of an image that left while they were fetched', async () => {
    await studio.actions.data.importFiles(['a', 'b'].map(file));
    engine.hold('view');
    studio.actions.data.requestView('a');
    await studio.actions.data.removeImage('a');
    engine.release('view');
    await settle();
    expect(state().data.views.size).toBe(0);
  });
});

describe('held-out images', () => {
  const heldOut = () => state().train.settings.validationImages;

  it('follow the number of labelled images, so that one is always left to train on', async () => {
    await studio.actions.data.importFiles([file('a')]);
    expect(heldOut()).toBe(0);
    await studio.actions.data.importFiles([file('b')]);
    expect(heldOut()).toBe(1);
    await studio.actions.data.importFiles(Array.from({ length: 22 }, (_, index) => file(`c${index}`)));
    expect(heldOut()).toBe(4);
  });

  it('stay as the user set them', async () => {
    studio.actions.train.setSettings({ validationImages: 3 });
    await studio.actions.data.importFiles([file('a'), file('b')]);
    expect(heldOut()).toBe(3);
  });
});

it('the sample comes with settings that suit it, and with its classes named', async () => {
  await studio.actions.data.importSample();
  expect(state().train.settings).toMatchObject(SAMPLE_TRAIN);
  expect(state().data.classes.map(({ name }) => name)).toEqual(['inside', 'membrane']);
});

it("the user's own images replace the sample, its class names and its settings, but not what the user set", async () => {
  await studio.actions.data.importSample();
  studio.actions.train.setSettings({ steps: 77 });
  await studio.actions.data.importFiles([file('mine.png')]);
  expect(state().data.dataset.images.map(({ id }) => id)).toEqual(['mine.png']);
  expect(state().data.classes.map(({ name }) => name)).not.toContain('membrane');
  const { depth, width, tile, batch } = DEFAULT_TRAIN;
  expect(state().train.settings).toMatchObject({ depth, width, tile, batch, steps: 77 });
});

describe('augment', () => {
  beforeEach(() => studio.actions.shell.open('augment'));

  it('previews the settings that were newest when the worker became free', async () => {
    await studio.actions.data.importSample();
    await settle();
    engine.hold('preview');
    const before = callsOf('preview').length;
    for (const amount of [10, 20, 30]) {
      studio.actions.augment.setSettings({ rotation: { enabled: true, amount, probability: 1 } });
    }
    await settle();
    expect(callsOf('preview')).toHaveLength(before + 1);
    engine.release('preview');
    await settle();
    expect(callsOf('preview')).toHaveLength(before + 2);
    expect(callsOf('preview').at(-1)?.args[0]).toMatchObject({ augment: { rotation: { amount: 30 } } });
    engine.release('preview');
    await settle();
    expect(state().augment.previewJob.status).toBe('done');
    expect(callsOf('preview')).toHaveLength(before + 2);
  });

  it("shows training's own first patches until a new draw is asked for", async () => {
    await studio.actions.data.importSample();
    await settle();
    expect(callsOf('preview').at(-1)?.args[0]).toMatchObject({ settings: { seed: DEFAULT_TRAIN.seed } });
    studio.actions.augment.newDraw();
    await settle();
    expect(callsOf('preview').at(-1)?.args[0]).toMatchObject({ settings: { seed: DEFAULT_TRAIN.seed + 1 } });
  });

  it('follows the tile size of the training settings', async () => {
    await studio.actions.data.importSample();
    studio.actions.train.setSettings({ tile: 64 });
    await settle();
    expect(callsOf('preview').at(-1)?.args[0]).toMatchObject({ settings: { tile: 64 } });
  });

  it('draws nothing for images or settings that change while another stage is open', async () => {
    await studio.actions.data.importSample();
    await settle();
    studio.actions.shell.open('train');
    const before = callsOf('preview').length;
    studio.actions.train.setSettings({ tile: 64 });
    await settle();
    expect(callsOf('preview')).toHaveLength(before);
    expect(state().augment.preview).toEqual([]);
  });

  it('has nothing to preview without a mask', async () => {
    await studio.actions.augment.refreshPreview();
    expect(callsOf('preview')).toHaveLength(0);
    expect(state().augment.preview).toEqual([]);
  });
});

describe('train', () => {
  const scores = { pixelAccuracy: 0.9, iou: [0.8, 0.6], dice: [0.9, 0.8], meanIou: 0.7, meanDice: 0.85 };
  const emitStep = (step: number, loss: number, ms = 10) =>
    engine.emit({ type: 'train', event: { type: 'step', step, loss, ms, dataWaitMs: 0 } });

  const startHeld = async () => {
    await studio.actions.data.importSample();
    engine.hold('train');
    const run = studio.actions.train.start();
    await settle();
    const request = { settings: DEFAULT_TRAIN, augment: DEFAULT_AUGMENT, classes: state().data.classes };
    engine.emit({ type: 'train', event: { type: 'planned', plan: { ...makePlan(request), steps: 4 } } });
    return { run };
  };

  it('builds the curve from the events and times the rest of the run', async () => {
    const { run } = await startHeld();
    engine.emit({ type: 'train', event: { type: 'compiling', done: 3, total: 9 } });
    expect(state().train.job).toMatchObject({
      status: 'running',
      phase: 'compiling',
      compiled: { done: 3, total: 9 },
      steps: 4,
    });
    emitStep(1, 0.9, 5000);
    expect(state().train.job).toMatchObject({ phase: 'training', step: 1, msPerStep: null, etaMs: null });
    emitStep(2, 0.7);
    engine.emit({ type: 'train', event: { type: 'validation', step: 2, scores } });
    expect(state().train.job).toMatchObject({ step: 2, msPerStep: 10, etaMs: 20 });
    expect(state().train.curve).toEqual({
      losses: [
        { step: 1, loss: 0.9 },
        { step: 2, loss: 0.7 },
      ],
      validations: [{ step: 2, scores }],
    });
    expect(railMark(state(), 'train')).toEqual({ kind: 'progress', share: 0.5 });
    engine.release('train');
    await run;
  });

  it('ends with a model whose weights are not saved, and asks before leaving until they are', async () => {
    await studio.actions.data.importSample();
    expect(unsavedWork(state())).toBeNull();
    await studio.actions.train.start();
    expect(state().train.job.status).toBe('done');
    expect(state().export.model).not.toBeNull();
    expect(unsavedWork(state())).toBe('The trained weights are not saved.');
    await studio.actions.export.downloadModel();
    expect(saved.map((named) => named.name)).toEqual(['model.json']);
    expect(unsavedWork(state())).toBeNull();
  });

  it('turns to the held-out image and keeps the newest glimpse of it, until the next run', async () => {
    await studio.actions.data.importSample();
    engine.hold('train');
    const running = studio.actions.train.start();
    const request = { settings: DEFAULT_TRAIN, augment: DEFAULT_AUGMENT, classes: [] };
    const plan = { ...makePlan(request), split: { train: [], validation: ['sample-2.png'] } };
    engine.emit({ type: 'train', event: { type: 'planned', plan } });
    expect(selectedImage(state())?.id).toBe('sample-2.png');
    const glimpse = {
      imageId: 'sample-2.png',
      step: 4,
      x: 0,
      y: 0,
      width: 1,
      height: 1,
      labels: Uint8Array.of(1),
    };
    engine.emit({ type: 'train', event: { type: 'glimpse', glimpse } });
    expect(state().train.glimpse).toBe(glimpse);
    engine.release('train');
    await running;
    expect(state().train.glimpse).toBe(glimpse);
    const next = studio.actions.train.start();
    expect(state().train.glimpse).toBeNull();
    engine.release('train');
    await next;
  });

  it('shows pausing, resuming and stopping', async () => {
    const { run } = await startHeld();
    engine.emit({ type: 'train', event: { type: 'paused', step: 1 } });
    expect(state().train.job).toMatchObject({ phase: 'paused' });
    engine.emit({ type: 'train', event: { type: 'resumed', step: 1 } });
    expect(state().train.job).toMatchObject({ phase: 'training' });
    await studio.actions.train.stop();
    emitStep(2, 0.5);
    expect(state().train.job).toMatchObject({ phase: 'stopping', step: 2 });
    engine.release('train');
    await run;
    expect(callsOf('stopTraining')).toHaveLength(1);
  });

  it('keeps the curve of a run that failed', async () => {
    const { run } = await startHeld();
    emitStep(1, 0.9);
    engine.fail('train', { ...LOST, code: 'loss-not-finite', message: 'The loss became infinite.' });
    engine.release('train');
    await run;
    expect(state().train.job).toMatchObject({ status: 'failed', error: { code: 'loss-not-finite' } });
    expect(state().train.curve.losses).toHaveLength(1);
  });

  it('takes over the weights that a failed run left, and only those', async () => {
    await studio.actions.data.importSample();
    engine.fail('train', { ...LOST, code: 'loss-not-finite' });
    await studio.actions.train.start();
    expect(state().export).toMatchObject({ model: null, saved: true });
    // The worker's model changes before the run fails; the fake's does when it is loaded.
    const kept = await engine.loadModel([]);
    await studio.actions.train.start();
    expect(state().export).toMatchObject({ model: kept, saved: false });
    await studio.actions.export.downloadModel();
    await studio.actions.train.start();
    expect(state().export.saved).toBe(true);
  });

  it('does not start without a labelled image', async () => {
    await studio.actions.train.start();
    expect(callsOf('train')).toHaveLength(0);
    expect(state().train.job).toMatchObject({ status: 'failed', error: { code: 'no-pairs' } });
  });
});

describe('predict', () => {
  beforeEach(async () => {
    await studio.actions.data.importSample();
    await studio.actions.train.start();
  });

  it('predicts image after image and counts tiles', async () => {
    engine.hold('predict');
    const run = studio.actions.predict.run(['sample-1.png', 'sample-2.png']);
    engine.emit({ type: 'predict', imageId: 'sample-1.png', tile: 3, tiles: 9 });
    expect(state().predict.job).toMatchObject({ imageId: 'sample-1.png', tile: 3, tiles: 9, left: 1 });
    engine.release('predict');
    await settle();
    expect(state().predict.job).toMatchObject({ imageId: 'sample-2.png', tile: 0, left: 0 });
    engine.release('predict');
    await run;
    expect([...state().predict.predictions.keys()]).toEqual(['sample-1.png', 'sample-2.png']);
  });

  it('keeps what was predicted before a cancel', async () => {
    engine.hold('predict');
    const run = studio.actions.predict.run(['sample-1.png', 'sample-2.png']);
    studio.actions.predict.cancel();
    engine.release('predict');
    await run;
    expect(state().predict.job.status).toBe('idle');
    expect([...state().predict.predictions.keys()]).toEqual(['sample-1.png']);
  });

  it('forgets predictions of removed images, and all of them with another model', async () => {
    await studio.actions.predict.run(['sample-1.png', 'sample-2.png']);
    await studio.actions.data.removeImage('sample-1.png');
    expect([...state().predict.predictions.keys()]).toEqual(['sample-2.png']);
    await studio.actions.export.loadModel([]);
    expect(state().predict.predictions.size).toBe(0);
    expect(state().export).toMatchObject({ saved: true, model: { classes: [{ name: 'loaded' }] } });
  });

  it('forgets the prediction of an image whose file was dropped again: it may be another', async () => {
    await studio.actions.data.importFiles([file('a.png'), file('b.png')]);
    await studio.actions.predict.run(['a.png', 'b.png']);
    await studio.actions.data.importFiles([file('a.png')]);
    expect([...state().predict.predictions.keys()]).toEqual(['b.png']);
  });

  it('leaves out a prediction whose image was removed while it was made', async () => {
    engine.hold('predict');
    const run = studio.actions.predict.run(['sample-1.png']);
    await studio.actions.data.removeImage('sample-1.png');
    engine.release('predict');
    await run;
    expect(state().predict.job.status).toBe('done');
    expect(state().predict.predictions.size).toBe(0);
  });

  it('saves masks of exactly the predicted images', async () => {
    await studio.actions.predict.run(['sample-2.png']);
    await studio.actions.export.downloadMasks();
    expect(callsOf('exportMasks')[0]?.args[0]).toEqual(['sample-2.png']);
    expect(saved.map((named) => named.name)).toEqual(['masks.zip']);
  });
});

describe('device', () => {
  it('stands open with its report, or says why not', async () => {
    engine.fail('openDevice', { ...LOST, code: 'no-webgpu', message: 'This browser has no WebGPU.' });
    await studio.actions.device.open('webgpu');
    expect(state().device.job).toMatchObject({ status: 'failed', error: { code: 'no-webgpu' } });
    engine.succeed('openDevice');
    await studio.actions.device.open('webgl');
    expect(state().device.job).toMatchObject({ status: 'done', report: { backend: 'webgl' } });
  });

  it('shows an error from outside any call once, until it is dismissed', async () => {
    const error: ErrorData = { ...LOST, code: 'device-error', message: 'A buffer is too large.' };
    engine.emit({ type: 'device-error', error });
    engine.emit({ type: 'device-error', error });
    const { code: _, ...shown } = error;
    expect(state().shell.notices).toEqual([{ id: 1, tone: 'error', ...shown }]);
    studio.actions.shell.dismiss(1);
    expect(state().shell.notices).toEqual([]);
  });

  it('has to be opened again once it is lost', async () => {
    await studio.actions.device.open('webgpu');
    engine.emit({ type: 'device-error', error: LOST });
    expect(state().device.job).toEqual({ status: 'failed', error: LOST });
    await studio.actions.device.open('webgpu');
    expect(state().device.job.status).toBe('done');
  });

  it('says what is missing before training and predicting', async () => {
    expect(trainingBlocker(state())).toBe('Add images with masks first.');
    await studio.actions.data.importSample();
    expect(trainingBlocker(state())).toBe('The GPU is being opened.');
    await studio.actions.device.open('webgpu');
    expect(trainingBlocker(state())).toBeNull();
    studio.actions.train.setSettings({ validationImages: 2 });
    expect(trainingBlocker(state())).toBe('All 2 labelled images are held out: hold out fewer in Train.');
    studio.actions.train.setSettings({ validationImages: 1 });
    expect(predictBlocker(state())).toBe('Train a model or load one first.');
    await studio.actions.train.start();
    expect(predictBlocker(state())).toBeNull();
  });
});
