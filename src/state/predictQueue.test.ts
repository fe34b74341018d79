/** A queue of images over the fake engine: what fails, what is left, what outlives a reload. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createStudioStore } from '../state/createStudioStore';
import { emptyFile, type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';
import { pausedImages } from './selectors';
import { stripImages } from './stripOrder';

const NAMES = ['a.png', 'b.png', 'c.png', 'd.png', 'e.png'];
let studio: FakeStudio;
const state = () => studio.state();
const predicted = () => [...state().predict.summaries.keys()].sort();
const wrong = {
  code: 'wrong-channels',
  message: 'It has 3 channels.',
  subject: null,
  hint: 'Choose.',
} as const;
const lost = { code: 'device-lost', message: 'The GPU is gone.', subject: null, hint: 'Reload.' } as const;

beforeEach(async () => {
  studio = fakeStudio();
  await studio.actions.projects.openLast();
  await studio.actions.data.importFiles(NAMES.map(emptyFile));
  await studio.actions.train.start();
  studio.actions.shell.open('predict');
});

/** Lets the first `count` of the held calls through, one after the other. */
async function release(count: number): Promise<void> {
  for (let call = 0; call < count; call++) {
    studio.engine.release('predict');
    await settle();
  }
}

describe('a queue', () => {
  it('hands three images at once to the worker: one read, one computed, one kept', async () => {
    studio.engine.hold('predict');
    const run = studio.actions.predict.run(NAMES);
    await settle();
    expect(studio.callsOf('predict')).toHaveLength(3);
    await release(1);
    expect(studio.callsOf('predict').map(({ args }) => args[0])).toEqual(NAMES.slice(0, 4));
    expect(state().predict.queue?.imageIds).toEqual(NAMES.slice(1));
    await release(4);
    await run;
    expect(predicted()).toEqual(NAMES);
    expect(state().predict.queue).toBeNull();
  });

  it('notes an image that fails and goes on with the others', async () => {
    studio.engine.hold('predict');
    const run = studio.actions.predict.run(NAMES);
    await settle();
    studio.engine.fail('predict', wrong);
    await release(1);
    studio.engine.succeed('predict');
    await release(4);
    await run;
    expect(predicted()).toEqual(NAMES.slice(1));
    expect(state().predict).toMatchObject({
      job: { status: 'done' },
      queue: null,
      failures: [{ imageId: 'a.png', error: wrong }],
    });
    expect(state().shell.notices).toEqual([]);
  });

  it('notes an image that changed twice while it was predicted, and none that was removed', async () => {
    studio.engine.hold('predict');
    const run = studio.actions.predict.run(['a.png', 'b.png']);
    await settle();
    await studio.actions.data.removeImage('b.png');
    for (const calls of [2, 1]) {
      await studio.actions.data.importFiles([emptyFile('a.png')]);
      await release(calls);
    }
    await run;
    expect(studio.callsOf('predict')).toHaveLength(3);
    const error = expect.objectContaining({ code: 'data-changed', subject: 'a.png' });
    expect(state().predict).toMatchObject({
      job: { status: 'done' },
      queue: null,
      failures: [{ imageId: 'a.png', error }],
    });
    expect(predicted()).toEqual([]);
  });

  it('tells of failures in a notice where another stage is open', async () => {
    studio.actions.shell.open('data');
    studio.engine.fail('predict', wrong);
    await studio.actions.predict.run(NAMES.slice(0, 2));
    expect(state().shell.notices).toMatchObject([{ message: '2 of 2 images could not be predicted.' }]);
  });

  it('of one image fails as that image does', async () => {
    studio.engine.fail('predict', wrong);
    await studio.actions.predict.run(['a.png']);
    expect(state().predict).toMatchObject({ job: { status: 'failed', error: wrong }, queue: null });
  });

  it('ends where nothing can go on, and can be gone on with', async () => {
    studio.engine.hold('predict');
    const run = studio.actions.predict.run(NAMES);
    await settle();
    await release(1);
    studio.engine.fail('predict', lost);
    await release(3);
    await run;
    expect(state().predict.job).toMatchObject({ status: 'failed', error: lost });
    expect(pausedImages(state())).toBe(4);
    studio.engine.succeed('predict');
    const again = studio.actions.predict.resumeQueue();
    await settle();
    await release(4);
    await again;
    expect(predicted()).toEqual(NAMES);
    expect(pausedImages(state())).toBe(0);
  });

  it('ends where the runs to be averaged with do not go with the model: no image is at fault', async () => {
    const differ = { ...wrong, code: 'models-differ' } as const;
    studio.engine.fail('predict', differ);
    await studio.actions.predict.run(NAMES);
    expect(state().predict).toMatchObject({ job: { status: 'failed', error: differ }, failures: [] });
    expect(pausedImages(state())).toBe(5);
  });

  it('that was cut off waits while one image is predicted, with its options, and is let go of what that did', async () => {
    studio.actions.predict.setOptions({ tta: true });
    studio.engine.fail('predict', lost);
    await studio.actions.predict.run(NAMES.slice(1));
    studio.engine.succeed('predict');
    studio.actions.predict.setOptions({ tta: false });
    studio.engine.hold('predict');
    const run = studio.actions.predict.run(['c.png']);
    await settle();
    // A reload now would lose nothing.
    expect(new Set(state().predict.queue?.imageIds)).toEqual(new Set(NAMES.slice(1)));
    await release(1);
    await run;
    expect(state().predict.queue).toMatchObject({
      imageIds: ['b.png', 'd.png', 'e.png'],
      options: { tta: true },
    });
    const all = studio.actions.predict.run(NAMES);
    await settle();
    studio.actions.predict.cancel();
    await release(5);
    await all;
    expect(state().predict.queue).toBeNull();
  });

  it('outlives the page, with its options, and waits to be gone on with', async () => {
    studio.actions.predict.setOptions({ tta: true });
    studio.engine.hold('predict');
    void studio.actions.predict.run(NAMES);
    await settle();
    await release(2);
    await studio.actions.projects.flush();
    const host = { now: () => 0, save: () => undefined };
    const next = createStudioStore(studio.engine, host);
    await next.actions.projects.openLast();
    await settle();
    const there = next.store.getState();
    expect([...there.predict.summaries.keys()]).toEqual(['a.png', 'b.png']);
    expect(there.predict.queue).toMatchObject({
      imageIds: ['c.png', 'd.png', 'e.png'],
      options: { tta: true },
    });
    expect(there.predict.job.status).toBe('idle');
    expect(pausedImages(there)).toBe(3);
    next.actions.predict.discardQueue();
    expect(pausedImages(next.store.getState())).toBe(0);
  });

  it('leaves out what was done in the last moments of the page before', async () => {
    studio.engine.hold('predict');
    void studio.actions.predict.run(NAMES);
    await settle();
    await release(2);
    // Nothing is written since: the project still says that all are left.
    const next = createStudioStore(studio.engine, { now: () => 0, save: () => undefined });
    await next.actions.projects.openLast();
    await settle();
    expect(next.store.getState().predict.queue?.imageIds).toEqual(['c.png', 'd.png', 'e.png']);
  });

  it('is kept before its first image is predicted', async () => {
    await studio.actions.projects.flush();
    studio.engine.hold('keepSettings');
    const run = studio.actions.predict.run(NAMES);
    await settle();
    expect(studio.callsOf('predict')).toHaveLength(0);
    const [kept] = studio.callsOf('keepSettings').at(-1)?.args ?? [];
    expect(kept).toMatchObject({ predictQueue: { imageIds: NAMES } });
    studio.engine.release('keepSettings');
    await settle();
    expect(studio.callsOf('predict').length).toBeGreaterThan(0);
    await run;
  });

  it('is let go with the model that it was asked of', async () => {
    studio.engine.fail('predict', lost);
    await studio.actions.predict.run(NAMES);
    expect(pausedImages(state())).toBe(5);
    await studio.actions.export.loadModel([]);
    expect(state().predict.queue).toBeNull();
  });

  it('tells the time left by the pixels that are done, once there is a pace', async () => {
    studio.engine.hold('predict');
    const run = studio.actions.predict.run(NAMES);
    await settle();
    expect(state().predict.job).toMatchObject({ leftMs: null });
    studio.clock.ms = 10_000;
    await release(1);
    expect(state().predict.job).toMatchObject({ leftMs: 40_000 });
    studio.engine.emit({ type: 'predict', imageId: 'b.png', tile: 1, tiles: 4 });
    expect(state().predict.job).toMatchObject({ leftMs: 30_000 });
    await release(4);
    await run;
  });
});

describe('the film strip', () => {
  const order = () => stripImages(state()).map(({ id }) => id);

  it('shows the least sure first while Predict is open, what is not predicted last, and arrows follow it', async () => {
    await studio.actions.predict.run(['a.png', 'c.png', 'd.png']);
    expect(order()).toEqual(NAMES);
    studio.actions.predict.setOrder('unsure');
    expect(order()).toEqual(['d.png', 'c.png', 'a.png', 'b.png', 'e.png']);
    expect(stripImages(state())).toBe(stripImages(state()));
    studio.actions.data.select('d.png');
    studio.actions.data.selectBy(1);
    expect(state().data.selectedId).toBe('c.png');
    studio.actions.shell.open('data');
    expect(order()).toEqual(NAMES);
  });
});
