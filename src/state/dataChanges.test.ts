/** Changes that can be taken back, over the fake engine. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ErrorData } from '../common/errors';
import type { MaskReading } from '../domain/labels';
import { emptyFile, type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';

const GONE: ErrorData = {
  code: 'no-such-image',
  message: 'It is gone.',
  subject: 'b',
  hint: 'Add it again.',
};
const SWAPPED: MaskReading = { kind: 'classes', classes: [[255], [0]], ignore: [], clean: false };
const NAMED = [
  { name: 'sky', color: '#111111' },
  { name: 'cell', color: '#222222' },
];

let studio: FakeStudio;
const data = () => studio.state().data;
const history = () => studio.state().history;

beforeEach(async () => {
  studio = fakeStudio();
  await studio.actions.data.importFiles(['a', 'b', 'c'].map(emptyFile));
});

describe('undo', () => {
  it('puts a removed image back and selects it; redo removes it again', async () => {
    await studio.actions.data.removeImage('b');
    expect(history().done.map(({ label }) => label)).toEqual(['removing b']);
    await studio.actions.history.undo();
    expect(data().dataset.images.map(({ id }) => id)).toContain('b');
    expect(data().selectedId).toBe('b');
    await studio.actions.history.redo();
    expect(data().dataset.images.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(history()).toMatchObject({ done: [{ label: 'removing b' }], undone: [] });
  });

  it('takes back each kind of change to what it was before, newest first', async () => {
    const { data: actions, history: past } = studio.actions;
    await actions.setPairs([{ imageId: 'a', maskIds: [] }]);
    await actions.setChannels([1]);
    await actions.setNormalisation({ kind: 'percentile', low: 1, high: 99 });
    await actions.setScale({ kind: 'factor', factor: 0.5 });
    await actions.setScale({ kind: 'factor', factor: 0.25 });
    await past.undo();
    expect(data().dataset.scale).toEqual({ kind: 'factor', factor: 0.5 });
    for (let i = 0; i < 4; i++) await past.undo();
    expect(data().dataset).toMatchObject({
      pairChoices: [],
      channelChoice: null,
      normalisation: { kind: 'zscore' },
      scale: { kind: 'asIs' },
    });
    expect(history().done).toEqual([]);
    await past.undo();
    expect(history().undone).toHaveLength(5);
  });

  it('gives back the names, colours and visibility that went with a reading', async () => {
    studio.actions.data.setClass(1, { name: 'nucleus' });
    studio.actions.data.toggleClass(1);
    const { classes, hidden } = data();
    await studio.actions.data.setReading(SWAPPED, NAMED);
    expect(data().classes).toEqual(NAMED);
    await studio.actions.data.setReading({ kind: 'instances', words: [], ignore: [], separate: false });
    expect(data().classes.map(({ name }) => name)).toEqual(['background', 'object']);
    await studio.actions.history.undo();
    expect(data()).toMatchObject({ classes: NAMED, dataset: { reading: SWAPPED } });
    await studio.actions.history.undo();
    expect(studio.callsOf('setReading').at(-1)?.args).toEqual([null]);
    expect(data()).toMatchObject({ classes, hidden });
  });

  it('leaves the step where it is when the engine refuses, and says why', async () => {
    await studio.actions.data.removeImage('b');
    studio.engine.fail('restoreImage', { ...GONE, code: 'unreadable-file' });
    await studio.actions.history.undo();
    expect(history().done).toHaveLength(1);
    expect(studio.state().shell.notices).toMatchObject([{ message: 'It is gone.' }]);
  });

  it('passes over a step that files which came since have overtaken', async () => {
    await studio.actions.data.setScale({ kind: 'factor', factor: 0.5 });
    await studio.actions.data.removeImage('b');
    studio.engine.fail('restoreImage', GONE);
    await studio.actions.history.undo();
    await studio.actions.history.undo();
    expect(data().dataset.scale).toEqual({ kind: 'asIs' });
    expect(history().done).toEqual([]);
  });

  it('records nothing for a change that failed', async () => {
    studio.engine.fail('setScale', { ...GONE, code: 'bad-setting' });
    await studio.actions.data.setScale({ kind: 'factor', factor: 100 });
    expect(history().done).toEqual([]);
  });
});

it('fixed windows go with their channels, and come back with them', async () => {
  const windows = [{ low: 0, high: 9 }];
  await studio.actions.data.setNormalisation({ kind: 'window', windows });
  await studio.actions.data.setChannels([1]);
  expect(data().dataset).toMatchObject({ channelChoice: [1], normalisation: { kind: 'zscore' } });
  await studio.actions.history.undo();
  expect(data().dataset).toMatchObject({ channelChoice: null, normalisation: { kind: 'window', windows } });
  const asked = studio.engine.calls.map(({ method }) => method).slice(-3);
  expect(asked).toEqual(['setNormalisation', 'setChannels', 'setNormalisation']);
});

it('changes run one after the other, each taken back to what the one before made', async () => {
  studio.engine.hold('setScale');
  const first = studio.actions.data.setScale({ kind: 'factor', factor: 0.5 });
  const second = studio.actions.data.setScale({ kind: 'factor', factor: 0.25 });
  await settle();
  expect(studio.callsOf('setScale')).toHaveLength(1);
  studio.engine.release('setScale');
  await first;
  await settle();
  studio.engine.release('setScale');
  await second;
  expect(history().done.at(-1)?.backward).toMatchObject({ scale: { factor: 0.5 } });
});

it('other images in the place of all former ones end the history; further ones do not', async () => {
  await studio.actions.data.removeImage('b');
  await studio.actions.data.importFiles([emptyFile('d')]);
  expect(history().done).toHaveLength(1);
  await studio.actions.data.importSample();
  expect(history().done).toEqual([]);
});

it('fetches histograms anew after another normalisation, and keeps the pixels', async () => {
  studio.actions.data.requestView('a');
  studio.actions.data.requestHistograms('a');
  studio.actions.data.requestMaskBefore('a');
  await settle();
  await studio.actions.data.setNormalisation({ kind: 'percentile', low: 1, high: 99 });
  expect(data().histograms.size).toBe(0);
  expect([data().views.size, data().masksBefore.size]).toEqual([1, 1]);
  await studio.actions.data.setReading(SWAPPED);
  expect([data().views.size, data().masksBefore.size]).toEqual([0, 0]);
});
