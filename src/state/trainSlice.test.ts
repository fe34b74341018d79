/** A run from start to end or failure, over the fake engine. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ErrorData } from '../common/errors';
import { DEFAULT_AUGMENT } from '../domain/augment';
import { DEFAULT_TRAIN } from '../domain/train';
import { FAKE_SCORES, makePlan } from '../engine/fakeRuns';
import { type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';
import { NEW_RUN } from '../testing/newRun';
import { railMark } from './railSelector';
import { selectedImage, unsavedWork } from './selectors';

const LOST: ErrorData = {
  code: 'device-lost',
  message: 'The GPU was reset.',
  subject: null,
  hint: 'Reload.',
};

let studio: FakeStudio;
const state = () => studio.state();
const callsOf = (method: string) => studio.callsOf(method);

beforeEach(() => {
  studio = fakeStudio();
});

describe('train', () => {
  const scores = FAKE_SCORES;
  const emitStep = (step: number, loss: number, ms = 10) =>
    studio.engine.emit({
      type: 'train',
      event: { type: 'step', step, loss, ms, dataWaitMs: 0, learningRate: 0.01, gradientNorm: 1 },
    });

  const startHeld = async () => {
    await studio.actions.data.importSample();
    studio.engine.hold('train');
    const run = studio.actions.train.start();
    await settle();
    const request = {
      ...NEW_RUN,
      settings: DEFAULT_TRAIN,
      augment: DEFAULT_AUGMENT,
      weights: null,
      classes: state().data.classes,
    };
    studio.engine.emit({
      type: 'train',
      event: { type: 'planned', plan: { ...makePlan(request), steps: 4 } },
    });
    return { run };
  };

  it('builds the curve from the events and times the rest of the run', async () => {
    const { run } = await startHeld();
    studio.engine.emit({ type: 'train', event: { type: 'compiling', done: 3, total: 9 } });
    expect(state().train.job).toMatchObject({
      status: 'running',
      phase: 'compiling',
      compiled: { done: 3, total: 9 },
      steps: 4,
    });
    emitStep(1, 0.9, 5000);
    expect(state().train.job).toMatchObject({ phase: 'training', step: 1, msPerStep: null, etaMs: null });
    emitStep(2, 0.7);
    studio.engine.emit({ type: 'train', event: { type: 'validation', step: 2, scores, tiles: [] } });
    expect(state().train.job).toMatchObject({ step: 2, msPerStep: 10, etaMs: 20 });
    expect(state().train.curve).toMatchObject({
      losses: [
        { step: 1, loss: 0.9, learningRate: 0.01, gradientNorm: 1, dataWaitMs: 0 },
        { step: 2, loss: 0.7 },
      ],
      validations: [{ step: 2, scores }],
    });
    expect(railMark(state(), 'train')).toEqual({ kind: 'progress', share: 0.5 });
    studio.engine.release('train');
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
    expect(studio.saved.map((named) => named.name)).toEqual(['model.json']);
    expect(unsavedWork(state())).toBeNull();
  });

  it('turns to the held-out image and keeps the newest glimpse of it, until the next run', async () => {
    await studio.actions.data.importSample();
    studio.engine.hold('train');
    const running = studio.actions.train.start();
    await settle();
    const request = {
      ...NEW_RUN,
      settings: DEFAULT_TRAIN,
      augment: DEFAULT_AUGMENT,
      weights: null,
      classes: [],
    };
    const made = makePlan(request);
    const plan = { ...made, split: { ...made.split, train: [] } };
    studio.engine.emit({ type: 'train', event: { type: 'planned', plan } });
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
    studio.engine.emit({ type: 'train', event: { type: 'glimpse', glimpse } });
    expect(state().train.glimpses).toEqual([glimpse]);
    studio.engine.release('train');
    await running;
    expect(state().train.glimpses).toEqual([glimpse]);
    const next = studio.actions.train.start();
    await settle();
    expect(state().train.glimpses).toEqual([]);
    studio.engine.release('train');
    await next;
  });

  it('shows pausing, resuming and stopping', async () => {
    const { run } = await startHeld();
    studio.engine.emit({ type: 'train', event: { type: 'paused', step: 1 } });
    expect(state().train.job).toMatchObject({ phase: 'paused' });
    studio.engine.emit({ type: 'train', event: { type: 'resumed', step: 1 } });
    expect(state().train.job).toMatchObject({ phase: 'training' });
    await studio.actions.train.stop();
    emitStep(2, 0.5);
    expect(state().train.job).toMatchObject({ phase: 'stopping', step: 2 });
    studio.engine.release('train');
    await run;
    expect(callsOf('stopTraining')).toHaveLength(1);
  });

  it('keeps the curve of a run that failed', async () => {
    const { run } = await startHeld();
    emitStep(1, 0.9);
    studio.engine.fail('train', { ...LOST, code: 'loss-not-finite', message: 'The loss became infinite.' });
    studio.engine.release('train');
    await run;
    expect(state().train.job).toMatchObject({ status: 'failed', error: { code: 'loss-not-finite' } });
    expect(state().train.curve.losses).toHaveLength(1);
  });

  it('takes over the weights that a failed run left, and only those', async () => {
    await studio.actions.data.importSample();
    studio.engine.fail('train', { ...LOST, code: 'loss-not-finite' });
    await studio.actions.train.start();
    expect(state().export).toMatchObject({ model: null, saved: true });
    // The worker's model changes before the run fails; the fake's does when it is loaded.
    const kept = await studio.engine.loadModel([]);
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
