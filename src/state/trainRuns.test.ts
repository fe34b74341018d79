/** Kept runs, and what begins from them, over the fake engine. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defined } from '../common/assert';
import type { RunRecord } from '../domain/run';
import type { TrainRequest } from '../engine/protocol';
import { type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';

let studio: FakeStudio;
const train = () => studio.state().train;
const lastRequest = () => studio.callsOf('train').at(-1)?.args[0] as TrainRequest;
const lastSeries = () => defined(studio.callsOf('series').at(-1), 'series');
const newest = (): RunRecord => {
  const [run] = train().runs;
  if (run === undefined) throw new Error('no run');
  return run;
};

beforeEach(async () => {
  studio = fakeStudio();
  await studio.actions.data.importSample();
  await studio.actions.train.start();
});

describe('a kept run', () => {
  it('is the last one once it has ended, and is renamed', async () => {
    expect(train().lastRunId).toBe(newest().id);
    await studio.actions.train.renameRun(newest().id, ' Deeper ');
    expect(newest().name).toBe('Deeper');
  });

  it('that was used says what stays held out when its model goes on, whatever newer run is like it', async () => {
    const used = newest();
    const [one, two] = ['sample-1.png', 'sample-2.png'] as const;
    const split = { ...used.plan.split, train: [one], validation: [two], spatial: null };
    studio.engine.emit({ type: 'run', run: { ...used, plan: { ...used.plan, split } } });
    const other = { ...split, train: [two], validation: [one] };
    studio.engine.emit({ type: 'run', run: { ...used, id: 'newer', plan: { ...used.plan, split: other } } });
    expect(newest().id).toBe('newer');
    await studio.actions.train.adoptRun(used.id);
    // As a reload does, after which the page knows only what the project kept.
    studio.store.setState({ export: { ...studio.state().export, runId: null } });
    await studio.actions.export.adoptRestored();
    expect(studio.state().export.runId).toBe(used.id);
    void studio.actions.train.trainOn(5);
    await settle();
    expect(JSON.stringify(lastRequest())).toContain('"validation":["sample-2.png"]');
  });

  it('shows its own glimpses where it is looked at, and none of another that were asked for before', async () => {
    studio.engine.hold('glimpses');
    const asked = studio.actions.train.showRun(newest().id);
    expect(train()).toMatchObject({ shownRunId: newest().id, keptGlimpses: [], moment: null });
    await studio.actions.train.showRun(null);
    studio.engine.release('glimpses');
    await asked;
    expect(train()).toMatchObject({ shownRunId: null, keptGlimpses: [] });
    expect(studio.callsOf('glimpses').map(({ args }) => args)).toEqual([[newest().id]]);
  });

  it('is gone on with by its own plan, and keeps its curve so far', async () => {
    const run: RunRecord = {
      ...newest(),
      status: 'interrupted',
      checkpointStep: 2,
      curve: {
        losses: [1, 2, 3].map((step) => ({
          step,
          loss: 1,
          learningRate: 1,
          gradientNorm: 1,
          dataWaitMs: 0,
        })),
        validations: [],
      },
    };
    studio.engine.emit({ type: 'run', run });
    studio.engine.hold('train');
    const running = studio.actions.train.goOn(run.id, 50);
    await settle();
    expect(lastRequest()).toMatchObject({
      start: { kind: 'resume', runId: run.id, moreSteps: 50 },
      name: run.name,
    });
    expect(train().curve.losses.map(({ step }) => step)).toEqual([1, 2]);
    expect(train().job).toMatchObject({ status: 'running', steps: run.plan.steps + 50 });
    studio.engine.release('train');
    await running;
  });

  it('gives its weights to a new run with the settings of now', async () => {
    studio.actions.train.setSettings({ learningRate: 0.5 });
    await studio.actions.train.fineTune(newest().id);
    expect(lastRequest()).toMatchObject({
      start: { kind: 'fineTune', runId: 'run-1' },
      settings: { learningRate: 0.5 },
    });
  });

  it('is run once more with one setting changed and the same seed; then both stand side by side', async () => {
    const base = newest();
    studio.actions.train.setSettings({ seed: 99, width: 64 });
    await studio.actions.train.tryVariant(base.id, { batch: 7 }, 'Batch of 7');
    expect(lastRequest()).toMatchObject({
      start: { kind: 'fresh' },
      settings: { batch: 7, seed: base.plan.seed, width: base.plan.spec.width, minutes: 0 },
      augment: base.plan.augment,
      name: 'Batch of 7',
      split: { train: base.plan.split.train, validation: base.plan.split.validation },
    });
    expect(train()).toMatchObject({ comparing: true, compared: [base.id, newest().id], strip: 'runs' });
  });

  it('becomes the model', async () => {
    await studio.actions.train.adoptRun(newest().id);
    expect(studio.state().export.saved).toBe(true);
    expect(studio.callsOf('useRun')).toHaveLength(1);
  });
});

describe('deleting a run', () => {
  it('can be taken back for a while, then it is gone for good', async () => {
    vi.useFakeTimers();
    try {
      const { id } = newest();
      await studio.actions.train.deleteRun(id);
      expect(train().deleted?.id).toBe(id);
      studio.actions.train.undoDelete();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(studio.callsOf('deleteRun')).toHaveLength(0);
      await studio.actions.train.deleteRun(id);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(train()).toMatchObject({ deleted: null, runs: [] });
    } finally {
      vi.useRealTimers();
    }
  });

  it('takes it out of the comparison, and happens before another project is opened', async () => {
    await studio.actions.projects.openLast();
    await studio.actions.data.importSample();
    await studio.actions.train.start();
    const { id } = newest();
    studio.actions.train.compare([id, 'other']);
    await studio.actions.train.deleteRun(id);
    expect(train()).toMatchObject({ compared: ['other'], comparing: false });
    await studio.actions.projects.createProject('Next');
    expect(studio.callsOf('deleteRun').map(({ args }) => args[0])).toEqual([id]);
  });
});

describe('a run under way', () => {
  it('tells changes of its rate, what is wrong, and its worst tiles', async () => {
    studio.engine.hold('train');
    const running = studio.actions.train.start();
    await settle();
    const warning = { kind: 'plateau', step: 4, message: 'Flat.', hint: 'Stop.' } as const;
    studio.engine.emit({ type: 'train', event: { type: 'rate', step: 3, factor: 0.5 } });
    studio.engine.emit({ type: 'train', event: { type: 'warning', warning } });
    await studio.actions.train.scaleRate(0.1);
    expect(studio.callsOf('setLearningRate').at(-1)?.args).toEqual([0.05]);
    expect(train().job).toMatchObject({ rateChanges: [{ step: 3, factor: 0.5 }] });
    expect(train().warnings).toEqual([warning]);
    // The engine makes the steps after 2 again, with the rate that they had.
    studio.engine.emit({ type: 'train', event: { type: 'recovered', step: 2 } });
    await studio.actions.train.scaleRate(0.1);
    expect(studio.callsOf('setLearningRate').at(-1)?.args).toEqual([0.05]);
    studio.engine.release('train');
    await running;
    expect(train().warnings).toEqual([warning]);
  });
});

describe('a series of runs', () => {
  it('answers its question, and a cancelled one is not made again', async () => {
    await studio.actions.train.runSeries('learningCurve');
    expect(train().seriesJob).toMatchObject({ status: 'done', kind: 'learningCurve' });
    await studio.actions.train.runSeries('learningCurve');
    const requests = studio.callsOf('series').map(({ args }) => args[0]) as { done: unknown[] }[];
    expect(requests[0]?.done).toEqual([]);
    expect(requests[1]?.done.length).toBeGreaterThan(0);
    studio.actions.train.setSettings({ depth: 1 });
    await studio.actions.train.runSeries('learningCurve');
    expect(lastSeries().args[0]).toMatchObject({ done: [] });
  });

  it('that fails keeps what it had done, for the same masks alone', async () => {
    await studio.actions.train.runSeries('learningCurve');
    const { seriesJob } = train();
    const done = seriesJob.status === 'done' ? seriesJob.result.done : [];
    studio.actions.train.setSettings({ depth: 1 });
    studio.engine.fail('series', { code: 'device-lost', message: 'Gone.', subject: null, hint: '' });
    studio.engine.hold('series');
    const asked = studio.actions.train.runSeries('learningCurve');
    await settle();
    const progress = { kind: 'learningCurve', runs: [], done: done.slice(0, 1), current: null } as const;
    studio.engine.emit({ type: 'series', progress });
    studio.engine.release('series');
    await asked;
    expect(train().seriesJob.status).toBe('failed');
    studio.engine.succeed('series');
    const again = studio.actions.train.runSeries('learningCurve');
    await settle();
    expect(lastSeries().args[0]).toMatchObject({ done: done.slice(0, 1) });
    studio.engine.release('series');
    await again;
    await studio.actions.data.setNormalisation({ kind: 'percentile', low: 1, high: 99 });
    const other = studio.actions.train.runSeries('learningCurve');
    await settle();
    expect(lastSeries().args[0]).toMatchObject({ done: [] });
    studio.engine.release('series');
    await other;
  });

  it('waits for what the preset comes to', async () => {
    await studio.actions.device.open('webgpu');
    studio.engine.hold('choose');
    const before = studio.callsOf('series').length;
    studio.actions.train.setPreset('modern');
    const asked = studio.actions.train.runSeries('learningCurve');
    await settle();
    expect(studio.callsOf('series')).toHaveLength(before);
    studio.engine.release('choose');
    await settle();
    studio.engine.release('choose');
    await asked;
    expect(lastSeries().args[0]).toMatchObject({ settings: train().settings });
  });

  it('keeps a run from beginning', async () => {
    studio.engine.hold('series');
    const asked = studio.actions.train.runSeries('crossValidation');
    await settle();
    const before = studio.callsOf('train').length;
    await studio.actions.train.start();
    expect(studio.callsOf('train')).toHaveLength(before);
    studio.actions.train.cancelSeries();
    expect(lastSeries().args[1]).toMatchObject({ aborted: true });
    studio.engine.release('series');
    await asked;
  });
});
