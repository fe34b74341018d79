/** Predictions come, stay and go, over the fake engine. */
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyFile, type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';

let studio: FakeStudio;
const state = () => studio.state();
const callsOf = (method: string) => studio.callsOf(method);

beforeEach(() => {
  studio = fakeStudio();
});

describe('predict', () => {
  beforeEach(async () => {
    await studio.actions.data.importSample();
    await studio.actions.train.start();
  });

  it('predicts image after image and counts tiles', async () => {
    studio.engine.hold('predict');
    const run = studio.actions.predict.run(['sample-1.png', 'sample-2.png']);
    await settle();
    studio.engine.emit({ type: 'predict', imageId: 'sample-1.png', tile: 3, tiles: 9 });
    expect(state().predict.job).toMatchObject({
      imageId: 'sample-1.png',
      tile: 3,
      tiles: 9,
      done: 0,
      left: 1,
    });
    studio.engine.release('predict');
    await settle();
    expect(state().predict.job).toMatchObject({ imageId: 'sample-2.png', tile: 0, done: 1, left: 0 });
    studio.engine.release('predict');
    await run;
    expect([...state().predict.summaries.keys()]).toEqual(['sample-1.png', 'sample-2.png']);
    expect(state().predict.job.status).toBe('done');
  });

  it('keeps what was predicted before a cancel, and lets the rest go', async () => {
    studio.engine.hold('predict');
    const run = studio.actions.predict.run(['sample-1.png', 'sample-2.png']);
    await settle();
    studio.engine.release('predict');
    await settle();
    studio.actions.predict.cancel();
    studio.engine.release('predict');
    await run;
    expect(state().predict).toMatchObject({ job: { status: 'idle' }, queue: null });
    expect([...state().predict.summaries.keys()]).toEqual(['sample-1.png']);
  });

  it('forgets predictions of removed images, and all of them with another model', async () => {
    await studio.actions.predict.run(['sample-1.png', 'sample-2.png']);
    await studio.actions.data.removeImage('sample-1.png');
    expect([...state().predict.summaries.keys()]).toEqual(['sample-2.png']);
    await studio.actions.export.loadModel([]);
    expect(state().predict.summaries.size).toBe(0);
    expect(state().export).toMatchObject({ saved: true, model: { classes: [{ name: 'loaded' }] } });
  });

  it('forgets the prediction of an image whose file was dropped again: it may be another', async () => {
    await studio.actions.data.importFiles([emptyFile('a.png'), emptyFile('b.png')]);
    await studio.actions.predict.run(['a.png', 'b.png']);
    await studio.actions.data.importFiles([emptyFile('a.png')]);
    expect([...state().predict.summaries.keys()]).toEqual(['b.png']);
  });

  it('forgets what was scored against labels that were changed since', async () => {
    await studio.actions.predict.run(['sample-1.png', 'sample-2.png']);
    await studio.actions.data.setScale({ kind: 'factor', factor: 0.5 });
    expect(state().predict.summaries.size).toBe(2);
    const swapped = { kind: 'classes', classes: [[255], [0]], ignore: [], clean: false } as const;
    await studio.actions.data.setReading(swapped);
    expect(state().predict.summaries.size).toBe(0);
  });

  it('leaves out a prediction whose image was replaced while it was made, and makes it anew, once', async () => {
    await studio.actions.data.importFiles([emptyFile('a.png')]);
    studio.engine.hold('predict');
    const replacedOnce = async () => {
      await settle();
      await studio.actions.data.importFiles([emptyFile('a.png')]);
      studio.engine.release('predict');
      await settle();
      expect(state().predict.summaries.size).toBe(0);
    };
    const run = studio.actions.predict.run(['a.png']);
    await replacedOnce();
    expect(callsOf('predict')).toHaveLength(2);
    studio.engine.release('predict');
    await run;
    expect(state().predict.summaries.size).toBe(1);
    const changing = studio.actions.predict.run(['a.png']);
    await replacedOnce();
    await replacedOnce();
    await changing;
    expect(callsOf('predict')).toHaveLength(4);
    const error = expect.objectContaining({ code: 'data-changed', subject: 'a.png' });
    expect(state().predict.job).toMatchObject({ status: 'failed', error });
  });

  it('leaves out a prediction whose image was removed while it was made', async () => {
    studio.engine.hold('predict');
    const run = studio.actions.predict.run(['sample-1.png']);
    await settle();
    await studio.actions.data.removeImage('sample-1.png');
    studio.engine.release('predict');
    await run;
    expect(state().predict.job.status).toBe('done');
    expect(state().predict.summaries.size).toBe(0);
  });

  it('no longer averages with a run that does not go with a new model', async () => {
    const [run] = state().train.runs;
    const ids = [run?.id ?? '', 'gone'];
    studio.actions.predict.setOptions({ runIds: ids, tta: true });
    await studio.actions.export.loadModel([]);
    const { runIds, tta } = state().predict.options;
    expect(runIds).not.toContain('gone');
    expect(tta).toBe(true);
  });

  it('shows what the worker kept of a former visit, for the same model', async () => {
    await studio.actions.predict.run(['sample-1.png']);
    const { summaries } = state().predict;
    await studio.actions.export.adoptRestored();
    await settle();
    expect([...state().predict.summaries.values()]).toEqual([...summaries.values()]);
  });

  it('fetches the pixels of an image when they are asked for, anew once it was predicted again', async () => {
    studio.actions.predict.requestPrediction('sample-1.png');
    expect(callsOf('prediction')).toHaveLength(0);
    await studio.actions.predict.run(['sample-1.png']);
    expect(state().predict.predictions.size).toBe(0);
    for (let time = 0; time < 3; time++) studio.actions.predict.requestPrediction('sample-1.png');
    await settle();
    expect(callsOf('prediction')).toHaveLength(1);
    expect(state().predict.predictions.get('sample-1.png')?.classes).toBe(2);
    await studio.actions.predict.run(['sample-1.png']);
    expect(state().predict.predictions.size).toBe(0);
  });

  it('holds the pixels of few images, the last ones asked for', async () => {
    const names = ['a.png', 'b.png', 'c.png', 'd.png', 'e.png'];
    await studio.actions.data.importFiles(names.map(emptyFile));
    await studio.actions.predict.run(names);
    for (const name of names) {
      studio.actions.predict.requestPrediction(name);
      await settle();
    }
    expect(state().predict.summaries.size).toBe(5);
    expect([...state().predict.predictions.keys()]).toEqual(['c.png', 'd.png', 'e.png']);
  });

  it('tells the worker which predictions are to be forgotten', async () => {
    await studio.actions.predict.run(['sample-1.png', 'sample-2.png']);
    await studio.actions.data.removeImage('sample-1.png');
    expect(callsOf('forgetPredictions').map(({ args }) => args[0])).toEqual([['sample-1.png']]);
  });
});
