/** Runs as they are kept in a project on a disk: what another session finds of one that was cut off. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defined } from '../common/assert';
import type { Glimpse } from '../domain/trainEvents';
import { makeFileStore } from '../storage/fileStore';
import { killableFiles } from '../testing/killableFiles';
import { emptyDisk } from '../testing/projectHost';
import { runState } from '../testing/runState';
import { begun, CLASSES, ended, noModel, PLAN, resume, runTo, steps, tab } from '../testing/runTab';
import { glimpsesName, slotName } from './runBlobs';

function glimpse(step: number): Glimpse {
  const labels = new Uint8Array(6).fill(step);
  return { step, imageId: 'images/1.png', x: 0, y: 1, width: 3, height: 2, labels };
}

/** A run of this disk that was stopped after step 4, and is under way again. */
async function stoppedAndGoneOn(disk: ReturnType<typeof emptyDisk>) {
  const first = await tab(disk);
  const live = await begun(first);
  await runTo(live, 4);
  await ended(first, live, 4);
  const start = await first.desk.start(resume(live.id), noModel);
  return first.desk.begin(start, resume(live.id), PLAN);
}

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

  it('shows what it showed up to its checkpoint, goes on with it, and takes it with it when it is deleted', async () => {
    const disk = emptyDisk();
    const first = await tab(disk);
    const live = await begun(first);
    for (const step of [2, 4]) {
      live.take({ type: 'glimpse', glimpse: glimpse(step) });
      await runTo(live, step);
    }
    live.take({ type: 'glimpse', glimpse: glimpse(5) });
    expect(await first.desk.glimpses(live.id)).toHaveLength(3);
    const next = await tab(disk);
    expect(await next.desk.glimpses(live.id)).toEqual([glimpse(2), glimpse(4)]);
    const start = await next.desk.start(resume(live.id), noModel);
    const again = await next.desk.begin(start, resume(live.id), PLAN);
    again.take({ type: 'glimpse', glimpse: glimpse(6) });
    steps(again, 5, 6);
    await ended(next, again, 6);
    const third = await tab(disk);
    expect((await third.desk.glimpses(live.id)).map(({ step }) => step)).toEqual([2, 4, 6]);
    await third.keepBlobs([{ name: glimpsesName(live.id), bytes: new Uint8Array(9) }]);
    expect(await third.desk.glimpses(live.id)).toEqual([]);
    expect(third.told('save-failed')).toMatchObject([{ error: { code: 'bad-project' } }]);
    await third.desk.remove(live.id);
    expect(await makeFileStore(disk).usage('')).toBeLessThan(5000);
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
    expect(model.info).toMatchObject({ steps: 2, classes: CLASSES, runId: (await desk.list())[0]?.id });
  });

  it('after it had been stopped and gone on with, gives the newer weights, not those of the stop', async () => {
    const disk = emptyDisk();
    const live = await stoppedAndGoneOn(disk);
    await runTo(live, 8);
    const { desk } = await tab(disk);
    expect((await desk.model(live.id)).info.steps).toBe(runState(1, 8).best.step);
  });

  it('whose checkpoint is damaged gives the weights of its last stop, and says so', async () => {
    const disk = emptyDisk();
    const live = await stoppedAndGoneOn(disk);
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

  it.each([2, 0])('keeps a run that ended on it once there is room (last checkpoint: %i)', async (kept) => {
    const disk = emptyDisk(100_000);
    const first = await tab(disk);
    const live = await begun(first);
    if (kept > 0) await runTo(live, kept);
    const ballast = makeFileStore(disk);
    await ballast.write('ballast', new Uint8Array(100_000 - (await ballast.usage(''))));
    for (const step of [4, 6]) await runTo(live, step);
    await ended(first, live, 6);
    expect(first.told('save-failed')).toMatchObject([{ error: { code: 'disk-full' } }]);
    // Not on the disk, but at hand as long as the tab is open.
    expect(await first.desk.list()).toMatchObject([{ status: 'done', hasWeights: true }]);
    expect((await first.desk.model(live.id)).weights).toEqual(runState(1, 6).best.weights);
    expect(await (await tab(disk)).desk.list()).toMatchObject([{ status: 'interrupted' }]);
    const saved = first.told('saved').length;
    await ballast.remove('ballast');
    await first.keepBlobs([{ name: 'notes/room', bytes: new Uint8Array(1) }]);
    await expect.poll(() => first.told('saved').length).toBeGreaterThan(saved);
    const { desk } = await tab(disk);
    expect(await desk.list()).toMatchObject([{ status: 'done', hasWeights: true }]);
    expect((await desk.model(live.id)).weights).toEqual(runState(1, 6).best.weights);
  });
});
