/** Looking at the set by itself, repairs and what is no problem, over the fake engine. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Finding } from '../domain/findings';
import { emptyFile, type FakeStudio, fakeStudio } from '../testing/fakeStudio';
import { DOCTOR_REST_MS } from './doctorSlice';
import { findingKey, findingOf, openFindings } from './findingKey';
import { railMark } from './railSelector';

let studio: FakeStudio;
const rest = () => vi.advanceTimersByTimeAsync(DOCTOR_REST_MS);
const state = () => studio.state();
const first = () => state().doctor.findings[0] as Finding;

beforeEach(async () => {
  vi.useFakeTimers();
  studio = fakeStudio();
  await studio.actions.data.importFiles([emptyFile('good.png'), emptyFile('shifted.png')]);
  await rest();
});
afterEach(() => void vi.useRealTimers());

describe('doctor', () => {
  it('looks at a set that rests, and marks the image and the stage', () => {
    expect(findingOf(state(), 'shifted.png')).toContain('5 px');
    expect(findingOf(state(), 'good.png')).toBeNull();
    expect(railMark(state(), 'data')).toEqual({ kind: 'warning', text: 'One thing to check.' });
  });

  it('shows a repair without changing anything, and another image ends that', async () => {
    await studio.actions.doctor.showRepair(first(), true);
    expect(state().data.selectedId).toBe('shifted.png');
    expect(state().doctor.repaired?.imageId).toBe('shifted.png');
    expect(studio.callsOf('drawLabels')).toEqual([]);
    studio.actions.data.select('good.png');
    expect(state().doctor).toMatchObject({ shown: null, repaired: null });
  });

  it('repairs in one step, after which nothing is found until it is taken back', async () => {
    await studio.actions.doctor.repair([first()]);
    expect(state().history.done.at(-1)?.label).toBe('repairing the labels of shifted.png');
    await rest();
    expect(state().doctor.findings).toEqual([]);
    await studio.actions.history.undo();
    await rest();
    expect(state().data.dataset.images[1]?.drawn).toBeUndefined();
    expect(state().doctor.findings).toHaveLength(1);
  });

  it('lets what is dismissed be, also when it is found again', async () => {
    studio.actions.doctor.dismiss([first()]);
    await studio.actions.data.removeImage('good.png');
    await rest();
    expect(state().doctor.findings).toHaveLength(1);
    expect(openFindings(state())).toEqual([]);
    studio.actions.doctor.recall();
    expect(openFindings(state())).toHaveLength(1);
  });

  it('drops what an older set was found to have', async () => {
    studio.engine.hold('examine');
    await studio.actions.data.importFiles([emptyFile('shifted2.png')]);
    await rest();
    expect(state().doctor.job.status).toBe('running');
    await studio.actions.data.removeImage('shifted2.png');
    studio.engine.release('examine');
    await vi.advanceTimersByTimeAsync(0);
    expect(state().doctor.findings.map(({ imageId }) => imageId)).toEqual(['shifted.png']);
  });

  it('waits while a run is under way', async () => {
    studio.engine.hold('train');
    void studio.actions.train.start();
    await vi.advanceTimersByTimeAsync(0);
    const before = studio.callsOf('examine').length;
    await studio.actions.data.removeImage('good.png');
    await rest();
    expect(studio.callsOf('examine')).toHaveLength(before);
    studio.engine.release('train');
    await rest();
    expect(studio.callsOf('examine')).toHaveLength(before + 1);
  });

  it('says no more of a mask that was read anew, and nothing of it can be repaired', async () => {
    const old = first();
    studio.engine.hold('examine');
    await studio.actions.data.importFiles([emptyFile('shifted.png')]);
    expect(state().doctor.findings).toEqual([]);
    await studio.actions.doctor.repair([old]);
    expect(studio.callsOf('drawLabels')).toEqual([]);
  });

  it('takes what was no problem for one where another mend would be', () => {
    const shift = { ...first(), repair: { kind: 'shift', dx: 3, dy: 0 } } as const;
    expect(findingKey(shift)).not.toBe(findingKey(first()));
    expect(findingKey({ ...first() })).toBe(findingKey(first()));
  });

  it('repairs a whole set in one step, which goes back and forth as one', async () => {
    await studio.actions.data.importFiles([emptyFile('shifted2.png'), emptyFile('shifted3.png')]);
    await rest();
    const steps = state().history.done.length;
    const drawn = () => state().data.dataset.images.map((image) => image.drawn !== undefined);
    await studio.actions.doctor.repair(state().doctor.findings);
    expect(drawn()).toEqual([false, true, true, true]);
    expect(state().history.done).toHaveLength(steps + 1);
    expect(state().history.done.at(-1)?.label).toBe('repairing the labels of 3 images');
    await studio.actions.history.undo();
    expect(drawn()).toEqual([false, false, false, false]);
    await studio.actions.history.redo();
    expect(drawn()).toEqual([false, true, true, true]);
  });

  it('keeps what was repaired before a refusal, as a step that goes back', async () => {
    await studio.actions.data.importFiles([emptyFile('shifted2.png'), emptyFile('shifted3.png')]);
    await rest();
    const { findings } = state().doctor;
    studio.store.subscribe(({ data }) => {
      const isOne = data.dataset.images.filter(({ drawn }) => drawn !== undefined).length === 1;
      const busy = { code: 'busy', message: 'A series.', subject: null, hint: 'Wait.' } as const;
      if (isOne) studio.engine.fail('drawLabels', busy);
    });
    await studio.actions.doctor.repair(findings);
    expect(state().shell.notices.at(-1)?.message).toBe('A series.');
    expect(state().history.done.at(-1)?.label).toBe('repairing the labels of shifted.png');
    studio.engine.succeed('drawLabels');
    await studio.actions.history.undo();
    expect(state().data.dataset.images.some(({ drawn }) => drawn !== undefined)).toBe(false);
  });

  it('lays the drawing tool down for what a repair comes to: under it are the labels that are drawn', async () => {
    studio.actions.paint.takeUp('data', 'brush');
    await studio.actions.doctor.showRepair(first(), true);
    expect(state().paint.tools.data).toBeNull();
    expect(state().doctor.repaired).not.toBeNull();
  });
});
