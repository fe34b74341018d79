/** Corrections over the fake engine: what is drawn, taken back, added, and how training goes on with it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { defined } from '../common/assert';
import type { LabelMap } from '../domain/labels';
import type { TrainRequest } from '../engine/protocol';
import { type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';
import { unsavedWork } from './selectors';

const A = 'sample-1.png';
const B = 'sample-2.png';
const at = (x: number, y: number) => ({ x, y, pressure: 1, reach: 1 });

let studio: FakeStudio;
const correct = () => studio.actions.correct;
const paint = () => studio.actions.paint;
const state = () => studio.state();
/** Of the open image, which is to be this one. */
const pixels = (imageId: string) => {
  expect(state().paint.opened?.imageId).toBe(imageId);
  return defined(paint().pixels(), imageId);
};
const classes = (imageId: string) => pixels(imageId).classes;
const painted = (imageId: string) => classes(imageId).reduce((sum, label) => sum + label, 0);

const lastArgs = (method: string) => defined(studio.callsOf(method).at(-1), method).args;

/** The image is shown, predicted, with all its pixels here. */
async function show(imageId: string): Promise<void> {
  studio.actions.data.select(imageId);
  studio.actions.data.requestView(imageId);
  studio.actions.predict.requestPrediction(imageId);
  await settle();
  paint().open();
}

function stroke(...points: [number, number][]): void {
  const [first, ...rest] = points.map(([x, y]) => at(x, y));
  paint().press(defined(first, 'a point'));
  paint().drag(rest);
  paint().release();
}

beforeEach(async () => {
  studio = fakeStudio();
  await studio.actions.data.importSample();
  await studio.actions.train.start();
  await studio.actions.predict.run([A, B]);
  studio.actions.shell.open('predict');
  paint().chooseTool('brush');
  paint().setSize(2);
  await show(A);
});

describe('a correction', () => {
  it('is taken back and done again in the history of the page, on the image it was made on', async () => {
    stroke([4, 4], [8, 4]);
    const once = painted(A);
    stroke([4, 12], [8, 12]);
    expect(painted(A)).toBeGreaterThan(once);
    expect(
      state()
        .history.done.slice(-2)
        .map(({ label }) => label),
    ).toEqual(['painting on sample-1.png', 'painting on sample-1.png']);
    await show(B);
    await studio.actions.history.undo();
    expect(state().data.selectedId).toBe(A);
    expect(painted(A)).toBe(once);
    await studio.actions.history.undo();
    expect(painted(A)).toBe(0);
    expect(state().correct.edited.size).toBe(0);
    await studio.actions.history.redo();
    expect(painted(A)).toBe(once);
    expect(state().correct.edited).toEqual(new Set([A]));
  });

  it('stays while one looks at other images, and is not left without a word', async () => {
    stroke([4, 4]);
    const before = painted(A);
    await show(B);
    stroke([8, 8]);
    await show(A);
    expect(painted(A)).toBe(before);
    expect(state().correct.edited).toEqual(new Set([A, B]));
    expect(unsavedWork(state())).toMatch(/Corrections are not in the training set/);
    correct().discard(A);
    expect(painted(A)).toBe(0);
    expect(state().correct.edited).toEqual(new Set([B]));
    await studio.actions.history.undo();
    expect(painted(A)).toBe(before);
    expect(state().correct.edited).toEqual(new Set([A, B]));
  });

  it('does nothing with a stroke that was not meant, nor without a tool', () => {
    paint().press(at(4, 4));
    paint().cancelStroke();
    paint().chooseTool(null);
    stroke([4, 4]);
    expect(state().correct.edited.size).toBe(0);
  });

  it('numbers a new object for a stroke beside others, and makes the one larger on which it begins', () => {
    stroke([4, 4]);
    stroke([12, 12]);
    stroke([4.2, 4.2], [6, 4]);
    const { instances } = pixels(A);
    expect(new Set(instances)).toEqual(new Set([0, 1, 2]));
    expect(instances[4 * 16 + 6]).toBe(instances[4 * 16 + 4]);
  });

  it('goes into the training set, whole or as far as it was looked at, and can be taken off again', async () => {
    stroke([4, 4], [8, 4]);
    correct().set({ scope: 'region', margin: 1 });
    expect(await correct().add(A)).toBe(true);
    const [, labels] = lastArgs('drawLabels') as [string, LabelMap];
    expect(labels.classes.reduce((sum, label) => sum + label, 0)).toBe(painted(A));
    expect(labels.ignore?.[0]).toBe(1);
    expect(labels.ignore?.[4 * 16 + 5]).toBe(0);
    expect(state().correct.edited.size).toBe(0);
    expect(state().data.dataset.images[0]?.drawn).toBe('drawn-1');
    await studio.actions.history.undo();
    expect(state().data.dataset.images[0]?.drawn).toBeUndefined();
    await studio.actions.history.redo();
    expect(lastArgs('redrawLabels')).toEqual([A, 'drawn-1']);
  });

  it('is not added where nothing of its region was looked at', async () => {
    correct().set({ scope: 'region' });
    expect(await correct().add(A)).toBe(false);
    expect(state().correct.job).toMatchObject({ status: 'failed' });
    expect(studio.callsOf('drawLabels')).toEqual([]);
  });

  it('is trained on from the model it corrects, never held out, and predicted again', async () => {
    await show(B);
    stroke([4, 4]);
    studio.actions.shell.open('predict');
    await correct().addAndContinue(B);
    const [request] = lastArgs('train') as [TrainRequest];
    expect(request.start).toEqual({ kind: 'fineTune', runId: null });
    // Of the run before, sample-2.png was held out.
    expect(request.split).toEqual({ train: [A, B], validation: [] });
    expect(state().shell.stage).toBe('predict');
    expect(state().data.selectedId).toBe(B);
    expect(state().predict.summaries.has(B)).toBe(true);
  });

  it('goes with its image and comes back with it, steps and all', async () => {
    stroke([4, 4]);
    const before = painted(A);
    await studio.actions.data.removeImage(A);
    expect(state().correct.edited.size).toBe(0);
    await studio.actions.history.undo();
    expect(state().correct.edited).toEqual(new Set([A]));
    expect(painted(A)).toBe(before);
    await studio.actions.history.undo();
    expect(painted(A)).toBe(0);
  });

  it('knows what is not in the training set, whatever was taken back since', async () => {
    stroke([4, 4]);
    await correct().add(A);
    await studio.actions.history.undo();
    expect(state().correct.edited).toEqual(new Set([A]));
    await studio.actions.history.undo();
    expect(state().correct.edited.size).toBe(0);
    stroke([12, 12]);
    expect(state().correct.edited).toEqual(new Set([A]));
  });

  it('makes a stroke that is under way a step, when it is taken back or left', async () => {
    paint().press(at(4, 4));
    await studio.actions.history.undo();
    expect(painted(A)).toBe(0);
    expect(state().history.undone.at(-1)?.forward.kind).toBe('paint');
    paint().press(at(4, 4));
    studio.actions.data.select(B);
    expect(state().correct.edited).toEqual(new Set([A]));
  });

  it('shows the image and the stage in which a step is taken back', async () => {
    studio.actions.shell.open('predict');
    stroke([4, 4]);
    studio.actions.shell.open('data');
    await studio.actions.history.undo();
    expect(state().shell.stage).toBe('predict');
  });

  it('is not forgotten for a prediction that comes in the middle of a stroke, and says when pixels are others', () => {
    const before = pixels(A);
    const { revision } = state().paint;
    const again = () => {
      const prediction = defined(state().predict.predictions.get(A), A);
      studio.store.setState({
        predict: {
          ...state().predict,
          predictions: new Map(state().predict.predictions).set(A, { ...prediction }),
        },
      });
      paint().open();
    };
    paint().press(at(4, 4));
    again();
    paint().cancelStroke();
    expect(pixels(A)).toBe(before);
    again();
    expect(pixels(A)).not.toBe(before);
    expect(state().paint.revision).toBeGreaterThan(revision);
  });
});

it('goes to the image on which the model is least sure, predicting first what is not', async () => {
  await studio.actions.data.importFiles([]);
  await correct().nextLeastSure();
  expect(state().data.selectedId).toBe(B);
  await show(A);
  stroke([4, 4]);
  await show(B);
  await correct().nextLeastSure();
  expect(state().data.selectedId).toBe(B);
  expect(state().shell.notices.at(-1)?.message).toMatch(/no other image left/);
});

it('proposes labels from what is drawn by now, and its prediction stays', async () => {
  studio.actions.shell.open('data');
  studio.actions.paint.takeUp('data', 'brush');
  await settle();
  stroke([4, 4]);
  await correct().propose(A);
  await studio.actions.projects.flush();
  const order = studio.engine.calls.map(({ method }) => method);
  expect(order.lastIndexOf('patchLabels')).toBeLessThan(order.lastIndexOf('predict'));
  expect(state().predict.summaries.has(A)).toBe(true);
  expect(state().paint.tools.predict).toBe('accept');
});
