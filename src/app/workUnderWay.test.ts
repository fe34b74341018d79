import { describe, expect, it } from 'vitest';
import { INITIAL_STATE, type StudioState } from '../state/studioState';
import { NEW_RUN_PROGRESS } from '../state/trainProgress';
import { workUnderWay } from './workUnderWay';

const training = (change: object): StudioState => ({
  ...INITIAL_STATE,
  train: {
    ...INITIAL_STATE.train,
    job: {
      ...NEW_RUN_PROGRESS,
      status: 'running',
      startedMs: 0,
      phase: 'training',
      step: 412,
      steps: 1300,
      msPerStep: 100,
      dataWaitMs: 0,
      etaMs: 150_000,
      ...change,
    },
  },
});

describe('workUnderWay', () => {
  it('is nothing at rest', () => expect(workUnderWay(INITIAL_STATE)).toBeNull());

  it('tells the step and the time left', () => {
    const work = workUnderWay(training({}));
    expect(work?.text).toBe('training step 412/1,300 · 3 min left');
    expect(work?.share).toBeCloseTo(412 / 1300);
  });

  it('tells a pause instead of a time', () => {
    expect(workUnderWay(training({ phase: 'paused' }))?.text).toBe('training step 412/1,300 · paused');
  });

  it('tells the first step from the others, which takes many times as long', () => {
    expect(workUnderWay(training({ phase: 'compiling' }))?.text).toBe('compiling for this GPU');
    const compiled = { done: 12, total: 48 };
    expect(workUnderWay(training({ phase: 'compiling', compiled }))).toEqual({
      text: 'compiling kernel 12/48',
      share: 0.25,
    });
  });

  it('counts files, with the time left where that is long', () => {
    const job = {
      status: 'running',
      startedMs: 0,
      done: 30,
      total: 90,
      path: 'a.tif',
      leftMs: null,
    } as const;
    const reading = (leftMs: number | null) =>
      workUnderWay({ ...INITIAL_STATE, data: { ...INITIAL_STATE.data, importJob: { ...job, leftMs } } });
    expect(reading(null)).toEqual({ text: 'reading file 30/90', share: 1 / 3 });
    expect(reading(3000)?.text).toBe('reading file 30/90');
    expect(reading(40_000)?.text).toBe('reading file 30/90 · 40 s left');
  });

  it('counts the pieces of an export', () => {
    const job = { status: 'running', startedMs: 0, done: 3, total: 12, imageId: 'a' } as const;
    const exporting = (change: object) =>
      workUnderWay({
        ...INITIAL_STATE,
        export: { ...INITIAL_STATE.export, resultsJob: { ...job, ...change } },
      });
    expect(exporting({})).toEqual({ text: 'exporting file 3/12', share: 0.25 });
    expect(exporting({ total: 0, imageId: null })?.text).toBe('exporting');
  });

  it('counts tiles, and the images after this one', () => {
    const counts = { tile: 3, tiles: 9, done: 1, left: 2, leftMs: null };
    const job = { status: 'running', startedMs: 0, imageId: 'a', ...counts } as const;
    const work = (change: object) =>
      workUnderWay({ ...INITIAL_STATE, predict: { ...INITIAL_STATE.predict, job: { ...job, ...change } } });
    expect(work({})).toEqual({ text: 'predicting, 2 more · tile 3/9', share: (1 + 3 / 9) / 4 });
    expect(work({ tile: 0, tiles: 0 })?.text).toBe('predicting, 2 more');
    expect(work({ leftMs: 120_000 })?.text).toBe('predicting, 2 more · tile 3/9 · 2 min left');
  });
});
