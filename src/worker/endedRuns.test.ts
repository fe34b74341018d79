/** Runs that have ended, in their project: what is kept of them, their names, their records. */
import { describe, expect, it } from 'vitest';
import type { TrainEvent } from '../domain/trainEvents';
import { emptyDisk } from '../testing/projectHost';
import { runState } from '../testing/runState';
import { begun, ended, noModel, PLAN, resultOf, resume, runTo, steps, tab } from '../testing/runTab';

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
