/** The whole engine without a page: the client over real channels, both sessions behind it, a real device. */
import { encode } from 'fast-png';
import { beforeAll, describe, expect, test } from 'vitest';
import { NO_AUGMENT } from '../domain/augment';
import { RESULT_KINDS, type ResultsRequest } from '../domain/exports';
import { defaultClasses } from '../domain/labels';
import { DEFAULT_OBJECTS } from '../domain/objects';
import { PLAIN_PREDICT } from '../domain/predict';
import { DEFAULT_TRAIN, type TrainSettings } from '../domain/train';
import { DEFAULT_WEIGHTS } from '../domain/weights';
import type { Engine, EngineEvent, ImportFile, TrainRequest } from '../engine/protocol';
import { NEW_RUN } from '../testing/newRun';
import { workerEngine } from '../testing/workerEngine';

const SIDE = 32;
const TINY: TrainSettings = { ...DEFAULT_TRAIN, depth: 1, width: 2, tile: 16, batch: 1, steps: 3 };

const never = () => new AbortController().signal;

function engineOver(): { engine: Engine; events: EngineEvent[] } {
  const engine = workerEngine(2);
  const events: EngineEvent[] = [];
  engine.subscribe((event) => events.push(event));
  return { engine, events };
}

function picture(path: string, value: (x: number, y: number) => number): ImportFile {
  const data = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => value(at % SIDE, Math.floor(at / SIDE)));
  const bytes = encode({ width: SIDE, height: SIDE, channels: 1, depth: 8, data });
  return { path, blob: new Blob([new Uint8Array(bytes)]) };
}

const FILES = [0, 1, 2].flatMap((index) => [
  picture(`images/${index}.png`, (x, y) => (x > 12 + index ? 180 : 40) + ((x * 7 + y * 13) % 17)),
  picture(`masks/${index}.png`, (x) => (x > 12 + index ? 255 : 0)),
]);

function request(settings: Partial<TrainSettings> = {}): TrainRequest {
  const classes = defaultClasses({ kind: 'classes', classes: [[0], [255]], ignore: [], clean: false });
  return { ...NEW_RUN, settings: { ...TINY, ...settings }, augment: NO_AUGMENT, weights: null, classes };
}

function exportOf(imageId: string): ResultsRequest {
  const overlay = { opacity: 0.5, outlines: true, hidden: [], channels: null };
  return { kinds: RESULT_KINDS, imageIds: [imageId], settings: DEFAULT_OBJECTS, overlay, channels: 1 };
}

describe('before there is anything', () => {
  const { engine } = engineOver();

  test('errors cross the channels whole: code, sentence, subject, next step', async () => {
    await expect(engine.importFiles([], never())).rejects.toMatchObject({
      code: 'empty-drop',
      hint: expect.stringContaining('zip'),
    });
    await expect(engine.exportModel()).rejects.toMatchObject({ code: 'no-model' });
    await expect(engine.view('gone.png')).rejects.toMatchObject({
      code: 'no-such-image',
      subject: 'gone.png',
    });
  });

  test('a device has to be open before work is given to it', async () => {
    await expect(engine.train(request())).rejects.toMatchObject({ code: 'device-error' });
  });

  test('a signal cancels on the far side', async () => {
    const controller = new AbortController();
    const importing = engine.importFiles(FILES, controller.signal);
    controller.abort();
    await expect(importing).rejects.toMatchObject({ code: 'aborted' });
    await expect(engine.importFiles(FILES, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('a session from images to files', () => {
  const { engine, events } = engineOver();
  const trainEvents = () => events.flatMap((event) => (event.type === 'train' ? [event.event] : []));

  beforeAll(async () => {
    // Runs are kept in it.
    await engine.openProject(null, false);
    await engine.importFiles(FILES, never());
    await engine.openDevice('webgpu');
  });

  test('reports the import file by file', async () => {
    const done = () => events.flatMap((event) => (event.type === 'import' ? [event.done] : []));
    // Events have a channel of their own: the last may arrive after the call's result.
    await expect.poll(done).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('hands pixels over and keeps its own: the same can be asked for again', async () => {
    const asked = () => Promise.all([engine.view('images/0.png'), engine.thumbnail('images/0.png', SIDE)]);
    const [first, second] = [await asked(), await asked()];
    expect(first[0].rgba).toHaveLength(SIDE * SIDE * 4);
    expect(first[0].labels?.some((label) => label === 1)).toBe(true);
    expect(second).toEqual(first);
  });

  test('previews the patches, augmented and plain', async () => {
    const keys = Array.from({ length: 8 }, (_, index) => ({ seed: 1, step: 0, index }));
    const pairs = await engine.preview({ augment: NO_AUGMENT, weights: null, settings: TINY, keys });
    expect(pairs).toHaveLength(8);
    for (const { augmented, plain } of pairs) expect(augmented.image).toEqual(plain.image);
    expect(pairs.every(({ plain }) => plain.imageId !== 'images/2.png')).toBe(true);
  });

  test('weighs the pixels of an image as the patches of a run with the same settings', async () => {
    const keys = [{ seed: 1, step: 0, index: 0 }];
    const weights = { ...DEFAULT_WEIGHTS, kind: 'none' } as const;
    const settings = { augment: NO_AUGMENT, weights, settings: TINY };
    const [pair] = await engine.preview({ ...settings, keys });
    const view = await engine.weightView('images/2.png', settings);
    expect(new Set(view.weights)).toEqual(new Set(pair?.plain.weights));
  });

  test('trains, refusing other work meanwhile, and tells every step', async () => {
    const running = engine.train(request());
    const busy = { code: 'busy', subject: 'training' };
    await expect(engine.train(request())).rejects.toMatchObject(busy);
    await expect(engine.predict('images/2.png', PLAIN_PREDICT, never())).rejects.toMatchObject(busy);
    await expect(engine.openDevice('webgpu')).rejects.toMatchObject(busy);
    const summary = await running;
    expect(summary).toMatchObject({ stepsDone: 3, stopped: false });
    expect(summary.plan.split.validation).toEqual(['images/2.png']);
    expect(trainEvents().map(({ type }) => type)).toEqual(
      expect.arrayContaining(['planned', 'compiling', 'step']),
    );
    await expect.poll(() => trainEvents().filter(({ type }) => type === 'step').length).toBe(3);
    expect(await engine.model()).toMatchObject({ steps: 3, meanIou: summary.scores?.meanIou });
  });

  test('removing an image during a run does not reach the run', async () => {
    const running = engine.train(request({ steps: 4 }));
    const { images } = await engine.removeImage('images/0.png');
    expect(images).toHaveLength(2);
    expect((await running).stepsDone).toBe(4);
    await engine.importFiles(FILES.slice(0, 2), never());
  });

  test('cross-validates: every image held out once, told as it goes, the model and the runs left as they were', async () => {
    const before = [await engine.model(), (await engine.runs()).length];
    const settings = { ...TINY, folds: 3, steps: 2 };
    const asked = { ...request(), settings, kind: 'crossValidation', done: [] } as const;
    const making = engine.series(asked, never());
    await expect(engine.train(request())).rejects.toMatchObject({ code: 'busy' });
    // The first run compiles before it says anything.
    await expect.poll(() => events.some(({ type }) => type === 'series'), { timeout: 120_000 }).toBe(true);
    const edit = () => engine.setNormalisation({ kind: 'zscore' });
    await expect(edit()).rejects.toMatchObject({ code: 'busy', subject: 'series' });
    const { done, runs, points, sentence } = await making;
    await edit();
    expect(runs.flatMap(({ split }) => split.validation).sort()).toEqual(
      [0, 1, 2].map((index) => `images/${index}.png`),
    );
    expect(done.map(({ assessment, steps }) => [assessment.images.length, steps])).toEqual(
      runs.map(() => [1, 2]),
    );
    expect(points[0]?.meanIou.count).toBe(3);
    expect(sentence).toContain('over 3 folds');
    expect([await engine.model(), (await engine.runs()).length]).toEqual(before);
    const told = () =>
      events.flatMap((event) => (event.type === 'series' ? [event.progress.done.length] : []));
    await expect.poll(() => told().at(-1)).toBe(3);
    expect((await engine.series({ ...asked, done }, never())).points).toEqual(points);
  });

  test('gives what a cancelled series had done', async () => {
    const asked = { ...request(), kind: 'learningCurve', done: [] } as const;
    expect(await engine.series(asked, AbortSignal.abort())).toMatchObject({ done: [], points: [] });
  });

  test('predicts, and the same again from the saved files', async () => {
    const summary = await engine.predict('images/2.png', PLAIN_PREDICT, never());
    expect(summary).toMatchObject({ imageId: 'images/2.png', width: SIDE, height: SIDE, classes: 2 });
    expect(summary.scores?.meanIou).toBeCloseTo((await engine.model())?.meanIou ?? -1, 6);
    const first = await engine.prediction('images/2.png');
    expect(first.labels).toHaveLength(SIDE * SIDE);
    expect(await engine.prediction('images/2.png')).toEqual(first);
    expect(await engine.predicted()).toEqual([summary]);
    const files = await engine.exportModel();
    const made = await engine.exportResults(exportOf('images/2.png'), never());
    expect(made).toMatchObject({ name: 'results.zip', files: 14, leftOut: [] });
    expect(made.blob.size).toBeGreaterThan(1000);
    await expect(engine.exportResults(exportOf('images/2.png'), AbortSignal.abort())).rejects.toMatchObject({
      code: 'aborted',
    });
    await engine.train(request({ steps: 1 }));
    expect(await engine.predicted()).toEqual([]);
    const gone = engine.exportResults(exportOf('images/2.png'), never());
    await expect(gone).rejects.toMatchObject({ code: 'no-such-image' });
    await engine.loadModel(files);
    await engine.predict('images/2.png', PLAIN_PREDICT, never());
    expect(await engine.prediction('images/2.png')).toEqual(first);
  });

  test('averages the eight views of each tile where that is asked for', async () => {
    const [first] = [await engine.prediction('images/2.png')];
    const options = { ...PLAIN_PREDICT, tta: true };
    expect(await engine.predict('images/2.png', options, never())).toMatchObject({ options });
    expect((await engine.prediction('images/2.png')).probabilities).not.toEqual(first.probabilities);
  });

  test('cuts out and measures the objects of what was predicted', async () => {
    const { labels } = await engine.prediction('images/2.png');
    const found = await engine.objects('images/2.png', DEFAULT_OBJECTS);
    expect(found.labels).toEqual(labels);
    expect(found.rows).toHaveLength(found.map.count);
    const area = found.rows.reduce((sum, { px }) => sum + px.area, 0);
    expect(area).toBe(labels.filter((label) => label === 1).length);
    expect(found).toMatchObject({ channels: 1, pixelSize: null, errors: null, scores: null });
    const [background] = await engine.probabilityHistogram('images/2.png');
    expect(background?.reduce((sum, count) => sum + count, 0)).toBe(SIDE * SIDE);
    await expect(
      engine.objects('images/2.png', { ...DEFAULT_OBJECTS, openRadius: -1 }),
    ).rejects.toMatchObject({
      code: 'bad-setting',
    });
  });

  test('keeps the model when the device is opened anew', async () => {
    const asked = async () => {
      await engine.predict('images/1.png', PLAIN_PREDICT, never());
      return (await engine.prediction('images/1.png')).labels;
    };
    const before = await asked();
    await engine.openDevice('webgpu');
    expect(await asked()).toEqual(before);
  });

  test('keeps with the model which run made it: trained, used again, and after a reload', async () => {
    const [newest, ...others] = (await engine.runs()).filter(({ hasWeights }) => hasWeights);
    const { id } = others[0] ?? newest ?? { id: '' };
    expect((await engine.runs()).map((run) => run.id)).toContain((await engine.restoreModel())?.runId);
    expect((await engine.useRun(id)).runId).toBe(id);
    expect((await engine.restoreModel())?.runId).toBe(id);
    await engine.useRun(newest?.id ?? id);
  });

  test('averages the networks of kept runs, and refuses one that differs by its name', async () => {
    const id = 'images/1.png';
    const alone = async (runId: string) => {
      await engine.useRun(runId);
      await engine.predict(id, PLAIN_PREDICT, never());
      return (await engine.prediction(id)).probabilities;
    };
    const [one, two] = (await engine.runs()).filter(({ hasWeights }) => hasWeights);
    const own = [await alone(two?.id ?? ''), await alone(one?.id ?? '')];
    const options = { ...PLAIN_PREDICT, runIds: [two?.id ?? ''] };
    expect(await engine.predict(id, options, never())).toMatchObject({ options });
    const { probabilities } = await engine.prediction(id);
    expect(own[0]).not.toEqual(own[1]);
    // Each is rounded to a byte.
    const far = probabilities.filter(
      (value, at) => Math.abs(value - ((own[0]?.[at] ?? 0) + (own[1]?.[at] ?? 0)) / 2) > 1,
    );
    expect(far).toHaveLength(0);
    await engine.setNormalisation({ kind: 'percentile', low: 1, high: 99 });
    await engine.train(request({ steps: 1 }));
    await expect(engine.predict(id, options, never())).rejects.toMatchObject({
      code: 'models-differ',
      subject: two?.name,
    });
  });

  test('refuses an image with other channels, saying both numbers', async () => {
    const { images } = await engine.importFiles(rgb(), never());
    expect(images.find(({ id }) => id === 'rgb.png')?.channels).toBe(3);
    await expect(engine.predict('rgb.png', PLAIN_PREDICT, never())).rejects.toMatchObject({
      code: 'wrong-channels',
      message: expect.stringMatching(/3 channels.*1 channel/),
    });
  });
});

/** Channels that differ: equal ones may be read as grey. */
function rgb(): ImportFile[] {
  const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, at) => (at * 31) % 256);
  const bytes = encode({ width: SIDE, height: SIDE, channels: 3, depth: 8, data });
  return [{ path: 'rgb.png', blob: new Blob([new Uint8Array(bytes)]) }];
}
