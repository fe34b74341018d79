/** Runs as they are kept in a project on a disk: what another session finds of them, whatever became of this one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defined } from '../common/assert';
import { defaultClasses } from '../domain/labels';
import type { TrainEvent, TrainPlan, TrainSummary } from '../domain/train';
import type { EngineEvent, TrainRequest } from '../engine/protocol';
import type { RunState } from '../pipeline/train/runState';
import type { TrainResult } from '../pipeline/train/trainModel';
import { makeFileStore } from '../storage/fileStore';
import { memoryLocks } from '../storage/memoryLocks';
import type { RawFiles } from '../storage/rawFiles';
import { storageUse } from '../storage/storageUse';
import { killableFiles } from '../testing/killableFiles';
import { NEW_RUN } from '../testing/newRun';
import { nodeDataHost } from '../testing/nodeDataHost';
import { emptyDisk } from '../testing/projectHost';
import { runState } from '../testing/runState';
import { CurrentModel } from './currentModel';
import type { LiveRun } from './liveRun';
import { PreparationSession } from './preparationSession';
import { slotName } from './runBlobs';
import { RunDesk } from './runDesk';

const CLASSES = defaultClasses({ kind: 'classes', classes: [[0], [255]], ignore: [], clean: false });
const PLAN: TrainPlan = runState(1, 0).plan;
const noModel = () => {
  throw new Error('no model is asked for');
};

function request(changes: Partial<TrainRequest> = {}): TrainRequest {
  const { settings, augment } = { settings: {} as TrainRequest['settings'], augment: PLAN.augment };
  return { ...NEW_RUN, settings, augment, weights: null, classes: CLASSES, ...changes };
}

/** A tab over the disk, with its project open. */
async function tab(disk: RawFiles) {
  let clock = 0;
  const files = makeFileStore(disk);
  const preparation = new PreparationSession(nodeDataHost, async () => ({
    files,
    locks: memoryLocks(),
    now: () => ++clock,
    use: () => storageUse(files, 'memory', null),
  }));
  const events: EngineEvent[] = [];
  preparation.subscribe((event) => events.push(event));
  const desk = new RunDesk(
    () => preparation,
    (event) => events.push(event),
  );
  await preparation.openProject(null, false);
  const told = (type: EngineEvent['type']) => events.filter((event) => event.type === type);
  const keepBlobs = preparation.keepBlobs.bind(preparation);
  return { desk, events, told, keepBlobs };
}

type Tab = Awaited<ReturnType<typeof tab>>;

async function begun({ desk }: Tab, asked = request()): Promise<LiveRun> {
  const start = await desk.start(asked, noModel);
  return desk.begin(start, asked, PLAN);
}

function steps(live: LiveRun, from: number, to: number): void {
  const rest = { ms: 1, dataWaitMs: 0, learningRate: 0.1, gradientNorm: 1 };
  for (let step = from; step <= to; step++) live.take({ type: 'step', step, loss: 1 / step, ...rest });
}

async function runTo(live: LiveRun, step: number): Promise<void> {
  steps(live, live.record().curve.losses.length + 1, step);
  await live.checkpoint(runState(1, step));
}

function resultOf({ best, training }: RunState, failure: unknown = null): TrainResult {
  const summary: TrainSummary = {
    plan: PLAN,
    stepsDone: training.step,
    stopped: false,
    stoppedEarly: false,
    bestStep: best.step,
    finalLoss: 1,
    scores: null,
    assessment: null,
    msPerStep: 1,
  };
  return { summary, best, last: best, failure };
}

async function ended(tab: Tab, live: LiveRun, step: number): Promise<void> {
  const state = runState(1, step);
  const { spec, normalisation, scale, channelChoice, inputSize } = PLAN;
  const info = {
    spec,
    classes: CLASSES,
    normalisation,
    scale,
    channelChoice,
    inputSize,
    steps: 1,
    meanIou: null,
  };
  await live.end(resultOf(state), new CurrentModel(info, state.best.weights));
  await tab.desk.end();
}

const resume = (runId: string, moreSteps = 0) => request({ start: { kind: 'resume', runId, moreSteps } });

describe('a run that was cut off', () => {
  it('is found as interrupted by the next session, goes on as itself, and from the last checkpoint', async () => {
    const disk = emptyDisk();
    const live = await begun(await tab(disk));
    await runTo(live, 2);
    await runTo(live, 4);
    steps(live, 5, 5);
    const next = await tab(disk);
    const [run] = await next.desk.list();
    expect(run).toMatchObject({ id: live.id, name: 'Run 1', status: 'interrupted', checkpointStep: 4 });
    expect(run?.hasWeights).toBe(true);
    const start = await next.desk.start(resume(live.id), noModel);
    expect(start).toMatchObject({ kind: 'resume', found: { state: runState(1, 4), problem: null } });
    const again = await next.desk.begin(start, resume(live.id), PLAN);
    expect(again.record()).toMatchObject({ id: live.id, status: 'running', rateChanges: [{ step: 1 }] });
    expect(again.record().curve.losses.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    await runTo(again, 6);
    expect(await next.desk.list()).toHaveLength(1);
    const third = await tab(disk);
    expect(await third.desk.list()).toMatchObject([{ status: 'interrupted', checkpointStep: 6 }]);
  });

  it('before its first checkpoint has nothing to go on from, and says so', async () => {
    const disk = emptyDisk();
    const live = await begun(await tab(disk));
    const { desk } = await tab(disk);
    expect(await desk.list()).toMatchObject([
      { status: 'interrupted', checkpointStep: null, hasWeights: false },
    ]);
    await expect(desk.start(resume(live.id), noModel)).rejects.toMatchObject({ code: 'no-checkpoint' });
    await expect(desk.model(live.id)).rejects.toMatchObject({ code: 'no-model' });
  });

  it('after its last step is gone on with for its scores; one that has ended is not', async () => {
    const disk = emptyDisk();
    const { steps: last } = PLAN;
    const live = await begun(await tab(disk));
    await runTo(live, last);
    const next = await tab(disk);
    const start = await next.desk.start(resume(live.id), noModel);
    expect(start).toMatchObject({ kind: 'resume', state: { training: { step: last } } });
    const again = await next.desk.begin(start, resume(live.id), PLAN);
    await ended(next, again, last);
    expect(await next.desk.list()).toMatchObject([{ id: live.id, status: 'done', hasWeights: true }]);
    await expect(next.desk.start(resume(live.id), noModel)).rejects.toMatchObject({ code: 'bad-setting' });
  });

  it('gives the best weights of its checkpoint as a model', async () => {
    const disk = emptyDisk();
    await runTo(await begun(await tab(disk)), 4);
    const { desk } = await tab(disk);
    const model = await desk.model(defined((await desk.list())[0], 'run').id);
    expect(model.weights).toEqual(runState(1, 4).best.weights);
    expect(model.info).toMatchObject({ steps: 2, classes: CLASSES });
  });

  it('after it had been stopped and gone on with, gives the newer weights, not those of the stop', async () => {
    const disk = emptyDisk();
    const first = await tab(disk);
    const live = await begun(first);
    await runTo(live, 4);
    await ended(first, live, 4);
    const start = await first.desk.start(resume(live.id), noModel);
    await runTo(await first.desk.begin(start, resume(live.id), PLAN), 8);
    const { desk } = await tab(disk);
    expect((await desk.model(live.id)).info.steps).toBe(runState(1, 8).best.step);
  });

  it('whose checkpoint is damaged gives the weights of its last stop, and says so', async () => {
    const disk = emptyDisk();
    const first = await tab(disk);
    const live = await begun(first);
    await runTo(live, 4);
    await ended(first, live, 4);
    const start = await first.desk.start(resume(live.id), noModel);
    await first.desk.begin(start, resume(live.id), PLAN);
    const next = await tab(disk);
    await next.keepBlobs([{ name: slotName(live.id, 'a'), bytes: new Uint8Array(100) }]);
    const model = await next.desk.model(live.id);
    expect(model.weights).toEqual(runState(1, 4).best.weights);
    expect(next.told('save-failed')).toMatchObject([
      { error: { code: 'bad-checkpoint', message: expect.stringContaining('last stopped are used') } },
    ]);
  });

  it('whose newer checkpoint is damaged gives the best weights of the older one, and says so', async () => {
    const disk = emptyDisk();
    const live = await begun(await tab(disk));
    for (const step of [2, 4, 6]) await runTo(live, step);
    const next = await tab(disk);
    await next.keepBlobs([{ name: slotName(live.id, 'a'), bytes: new Uint8Array(100) }]);
    expect((await next.desk.model(live.id)).weights).toEqual(runState(1, 4).best.weights);
    expect(next.told('save-failed')).toMatchObject([{ error: { code: 'bad-checkpoint' } }]);
  });

  it('killed at any operation, has a checkpoint and a record that agree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 40 }), fc.constantFrom(0, 0.5, 1), async (after, torn) => {
        const disk = emptyDisk();
        // The project is there before the tab that is killed.
        await tab(disk);
        const { files, killed } = killableFiles(disk, { after, torn });
        let confirmed = 0;
        const work = async () => {
          const live = await begun(await tab(files));
          for (const step of [2, 4, 6, 8]) {
            await runTo(live, step);
            confirmed = step;
          }
        };
        await Promise.race([work(), killed]);
        const { desk } = await tab(disk);
        const [run] = await desk.list();
        if (run === undefined || run.checkpointStep === null) {
          expect(confirmed).toBe(0);
          return;
        }
        const start = await desk.start(resume(run.id), noModel);
        expect(start.kind === 'resume' && start.found).toMatchObject({
          state: runState(1, run.checkpointStep),
          problem: null,
        });
        expect([confirmed, confirmed + 2]).toContain(run.checkpointStep);
        expect(run.curve.losses).toHaveLength(run.checkpointStep);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a full disk', () => {
  it('is told once, ends no run, and leaves the checkpoint before whole', async () => {
    const disk = emptyDisk(100_000);
    const first = await tab(disk);
    const live = await begun(first);
    await runTo(live, 2);
    const ballast = makeFileStore(disk);
    await ballast.write('ballast', new Uint8Array(100_000 - (await ballast.usage(''))));
    for (const step of [4, 6, 8]) await runTo(live, step);
    expect(first.told('save-failed')).toHaveLength(1);
    expect(first.told('save-failed')[0]).toMatchObject({ error: { code: 'disk-full' } });
    expect(live.record().checkpointStep).toBe(2);
    const { desk } = await tab(disk);
    expect(await desk.list()).toMatchObject([{ checkpointStep: 2 }]);
    const start = await desk.start(resume(live.id), noModel);
    expect(start).toMatchObject({ found: { state: runState(1, 2), problem: null } });
    await ballast.remove('ballast');
    await runTo(live, 10);
    expect(live.record().checkpointStep).toBe(10);
    expect(first.told('save-failed')).toHaveLength(1);
  });
});

describe('runs that have ended', () => {
  it('keep weights and, of the newest three, the state; continued, they are runs of their own', async () => {
    const disk = emptyDisk();
    const now = await tab(disk);
    for (const step of [2, 4, 6, 8]) {
      const live = await begun(now);
      await runTo(live, step);
      await runTo(live, step + 1);
      await ended(now, live, step + 1);
    }
    const runs = await now.desk.list();
    expect(runs.map(({ name, status, hasWeights }) => [name, status, hasWeights])).toEqual(
      ['Run 4', 'Run 3', 'Run 2', 'Run 1'].map((name) => [name, 'done', true]),
    );
    expect(runs.map(({ checkpointStep }) => checkpointStep)).toEqual([9, 7, 5, null]);
    const [newest] = runs;
    const asked = resume(newest?.id ?? '', 50);
    const start = await now.desk.start(asked, noModel);
    const longer = await now.desk.begin(start, asked, { ...PLAN, steps: 150 });
    expect(longer.record()).toMatchObject({
      name: 'Run 5',
      origin: { kind: 'continued', from: newest?.id },
      checkpointStep: null,
    });
    expect(longer.record().curve.losses.at(-1)?.step).toBe(9);
    expect((await now.desk.model(runs[3]?.id ?? '')).weights).toEqual(runState(1, 3).best.weights);
  });

  it('are renamed and deleted with all that is theirs; not the one under way', async () => {
    const disk = emptyDisk();
    const now = await tab(disk);
    const first = await begun(now);
    await runTo(first, 2);
    await ended(now, first, 2);
    const second = await begun(now);
    expect((await now.desk.rename(first.id, '  Small ')).at(-1)?.name).toBe('Small');
    expect((await now.desk.rename(second.id, 'Wide'))[0]?.name).toBe('Wide');
    await expect(now.desk.rename(first.id, ' ')).rejects.toMatchObject({ code: 'bad-setting' });
    await expect(now.desk.remove(second.id)).rejects.toMatchObject({ code: 'busy' });
    expect(await now.desk.remove(first.id)).toMatchObject([{ name: 'Wide' }]);
    const left = (await tab(disk)).desk;
    expect(await left.list()).toMatchObject([{ name: 'Wide' }]);
    await expect(left.model(first.id)).rejects.toMatchObject({ code: 'no-such-run' });
  });

  it('before the first step leave nothing', async () => {
    const now = await tab(emptyDisk());
    const live = await begun(now);
    await live.end(resultOf(runState(1, 0), new Error('out of memory')), null);
    await now.desk.end();
    expect(await now.desk.list()).toEqual([]);
  });
});

describe('a record', () => {
  it('follows what the run tells of itself', async () => {
    const now = await tab(emptyDisk());
    const live = await begun(now);
    steps(live, 1, 6);
    const warning = { kind: 'plateau', step: 6, message: 'm', hint: 'h' } as const;
    const scores = { meanIou: 0.5 } as Extract<TrainEvent, { type: 'validation' }>['scores'];
    live.take({ type: 'validation', step: 6, scores, tiles: [] });
    live.take({ type: 'warning', warning });
    live.take({ type: 'rate', step: 6, factor: 0.5 });
    live.take({ type: 'recovered', step: 4 });
    const { curve, warnings, rateChanges } = live.record();
    expect(curve.losses.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    expect(curve.validations).toEqual([]);
    expect([warnings, rateChanges]).toEqual([[warning], [{ step: 6, factor: 0.5 }]]);
  });
});
