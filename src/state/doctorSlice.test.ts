/** Looking at the set by itself, repairs and what is no problem, over the fake engine. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Finding } from '../domain/findings';
import { emptyFile, type FakeStudio, fakeStudio } from '../testing/fakeStudio';
import { DOCTOR_REST_MS } from './doctorSlice';
import { findingOf, openFindings } from './findingKey';
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
});
