/** Drawing in Data over the fake engine: what is saved, taken back, and what becomes of labels that others change. */
import { beforeEach, describe, expect, it } from 'vitest';
import { defined } from '../common/assert';
import type { LabelPatch } from '../domain/labels';
import { type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';
import { DOCTOR_REST_MS } from './doctorSlice';
import { isPainting } from './paintSlice';
import { trainingBlocker, unsavedWork } from './selectors';

const A = 'sample-1.png';
const B = 'sample-2.png';
const SIDE = 16;
const at = (x: number, y: number) => ({ x, y, pressure: 1, reach: 1 });

let studio: FakeStudio;
const state = () => studio.state();
const paint = () => studio.actions.paint;
const map = () => defined(paint().pixels(), 'an open image');
const painted = () => map().classes.reduce((sum, label) => sum + label, 0);
const image = (id = A) =>
  defined(
    state().data.dataset.images.find((one) => one.id === id),
    id,
  );
const patches = () => studio.callsOf('patchLabels').map(({ args }) => args as [string, LabelPatch]);
const saved = () => studio.actions.projects.flush();

function stroke(...points: [number, number][]): void {
  const [first, ...rest] = points.map(([x, y]) => at(x, y));
  paint().press(defined(first, 'a point'));
  paint().drag(rest);
  paint().release();
}

/** As the page does once the image is on screen. */
async function show(imageId: string): Promise<void> {
  studio.actions.data.select(imageId);
  paint().open();
  await settle();
}

beforeEach(async () => {
  studio = fakeStudio();
  await studio.actions.data.importSample();
  studio.actions.data.select(A);
  paint().chooseTool('brush');
  paint().setSize(2);
  await settle();
});

describe('drawing in Data', () => {
  it('begins with the labels that are there, and saves only what changed, without a step of its own', async () => {
    expect(isPainting(state())).toBe(true);
    stroke([4, 4], [8, 4]);
    expect(unsavedWork(state())).toMatch(/not saved/);
    stroke([8, 8]);
    await saved();
    const [[imageId, patch]] = patches() as [[string, LabelPatch]];
    expect(imageId).toBe(A);
    expect(patch).toMatchObject({ x: 3, y: 3, ignore: null });
    expect(patch.width * patch.height).toBeLessThan((SIDE * SIDE) / 2);
    expect(patch.classes.reduce((sum, label) => sum + label, 0)).toBe(painted());
    expect(patches()).toHaveLength(1);
    expect(image().drawn).toBe('drawn-1');
    expect(state().history.done.map(({ label }) => label)).toEqual([
      'painting on sample-1.png',
      'painting on sample-1.png',
    ]);
    expect(unsavedWork(state())).toBeNull();
  });

  it('goes back to the very labels it began with: the mask counts again', async () => {
    const before = map().classes.slice();
    stroke([4, 4]);
    await saved();
    await studio.actions.history.undo();
    expect(map().classes).toEqual(before);
    await saved();
    expect(studio.callsOf('drawLabels').at(-1)?.args).toEqual([A, null]);
    expect(image().drawn).toBeUndefined();
    await studio.actions.history.redo();
    await saved();
    expect(image().drawn).toBe('drawn-3');
  });

  it('is taken back on its own image, in its own stage', async () => {
    stroke([4, 4]);
    const once = painted();
    await show(B);
    stroke([8, 8]);
    await show(A);
    stroke([12, 12]);
    studio.actions.shell.open('train');
    await studio.actions.history.undo();
    expect(state().shell.stage).toBe('data');
    expect(painted()).toBe(once);
    await studio.actions.history.undo();
    expect(state().data.selectedId).toBe(B);
    expect(painted()).toBe(0);
    await studio.actions.history.undo();
    expect(state().data.selectedId).toBe(A);
    expect(painted()).toBe(0);
  });

  it('stays within one history with changes of the labels by others', async () => {
    stroke([4, 4]);
    const once = painted();
    const classes = new Uint8Array(SIDE * SIDE).fill(1);
    const repaired = { width: SIDE, height: SIDE, classes, ignore: null, instances: null };
    await studio.actions.data.draw(A, repaired, 'the repair');
    paint().open();
    await settle();
    stroke([12, 12], [12, 14]);
    // The stroke, the repair, the first stroke; a redo of all; saving comes in between.
    for (let i = 0; i < 3; i++) await studio.actions.history.undo();
    expect(painted()).toBe(0);
    await saved();
    expect(image().drawn).toBeUndefined();
    await studio.actions.history.redo();
    expect(painted()).toBe(once);
    await studio.actions.history.redo();
    await studio.actions.history.redo();
    expect(state().history.undone).toEqual([]);
  });

  it('saves before labels are read in another way, and goes on with what is then there', async () => {
    stroke([4, 4]);
    const before = state().paint.opened?.board;
    await studio.actions.data.setReading({
      kind: 'classes',
      classes: [[255], [0]],
      ignore: [],
      clean: false,
    });
    const order = studio.engine.calls.map(({ method }) => method);
    expect(order.indexOf('patchLabels')).toBeLessThan(order.indexOf('setReading'));
    paint().open();
    await settle();
    expect(state().paint.opened?.board).not.toBe(before);
    await studio.actions.history.undo();
    paint().open();
    expect(state().paint.opened?.board).toBe(before);
  });

  it('tells what cannot be saved, and saves it with the next stroke', async () => {
    studio.engine.fail('patchLabels', { code: 'busy', message: 'A series.', subject: null, hint: 'Wait.' });
    stroke([4, 4]);
    await saved();
    expect(state().shell.notices.at(-1)?.message).toBe('A series.');
    expect(state().paint.unsaved).toBe(true);
    studio.engine.succeed('patchLabels');
    stroke([12, 12]);
    await saved();
    expect(patches().at(-1)?.[1]).toMatchObject({ x: 3, y: 3 });
    expect(state().paint.unsaved).toBe(false);
  });

  it('shows what was drawn once the tool is laid down, without fetching anything', async () => {
    studio.actions.data.requestView(A);
    studio.actions.data.requestThumbnail(A);
    await settle();
    stroke([4, 4]);
    await saved();
    const sum = (plane: Uint8Array | null | undefined) => plane?.reduce((all, label) => all + label, 0);
    expect(sum(state().data.thumbnails.get(A)?.labels)).toBe(painted());
    paint().chooseTool(null);
    expect(sum(state().data.views.get(A)?.labels)).toBeGreaterThan(0);
    expect(studio.callsOf('view')).toHaveLength(1);
    expect(studio.callsOf('thumbnail')).toHaveLength(1);
  });

  it('draws nothing over a mask of another project', async () => {
    stroke([4, 4]);
    await studio.actions.projects.createProject('other');
    expect(patches()).toHaveLength(1);
    expect(state().paint.opened).toBeNull();
    expect(state().paint.tools.data).toBeNull();
  });
});

describe('tools', () => {
  it('closes a polygon at its first corner, by Enter, and forgets it with Esc', async () => {
    paint().chooseTool('polygon');
    for (const [x, y] of [
      [2, 2],
      [10, 2],
      [10, 10],
    ] as const)
      stroke([x, y]);
    expect(state().paint.outline).toHaveLength(3);
    expect(paint().dropCorner()).toBe(true);
    stroke([10, 10]);
    stroke([2.5, 2.5]);
    expect(state().paint.outline).toEqual([]);
    const triangle = painted();
    expect(triangle).toBeGreaterThan(20);
    stroke([12, 12]);
    paint().cancelOutline();
    expect(paint().cancelOutline()).toBe(false);
    expect(painted()).toBe(triangle);
    await studio.actions.history.undo();
    expect(painted()).toBe(0);
  });

  it('paints what a lasso is drawn around, and nothing where a second finger came', () => {
    paint().chooseTool('lasso');
    stroke([2, 2], [10, 2], [10, 10], [2, 10]);
    expect(painted()).toBe(64);
    paint().press(at(0, 0));
    paint().drag([at(15, 0), at(15, 15)]);
    paint().cancelStroke();
    expect(painted()).toBe(64);
    paint().chooseTool('fill');
    paint().press(at(1, 1));
    paint().cancelStroke();
    paint().release();
    expect(painted()).toBe(64);
  });

  it('fills what looks alike on screen', async () => {
    studio.actions.data.requestView(A);
    await settle();
    paint().chooseTool('wand');
    stroke([3, 3]);
    expect(painted()).toBe(SIDE * SIDE);
  });

  it('numbers objects only where they are to be kept apart, and then paints over no other', () => {
    stroke([4, 4], [8, 4]);
    expect(map().instances.some((id) => id !== 0)).toBe(false);
    paint().setApart(true);
    stroke([4, 12], [8, 12]);
    stroke([6, 8], [6, 12]);
    expect(new Set(map().instances)).toEqual(new Set([0, 1, 2]));
    expect(map().instances[12 * SIDE + 6]).toBe(1);
    // No longer apart: what is made larger stays one object, what is new has no number.
    paint().setApart(false);
    stroke([4, 12], [4, 15]);
    expect(map().instances[15 * SIDE + 4]).toBe(1);
    stroke([13, 4]);
    expect(map().classes[4 * SIDE + 13]).toBe(1);
    expect(map().instances[4 * SIDE + 13]).toBe(0);
  });

  it('counts only scribbles, as a step, and erases to what is not painted', async () => {
    paint().setUnpainted('ignored');
    expect(state().paint.unpainted).toBe('ignored');
    expect(map().ignore.every((one) => one === 1)).toBe(true);
    stroke([4, 4]);
    paint().chooseTool('eraser');
    stroke([4, 4]);
    expect(map().ignore.every((one) => one === 1)).toBe(true);
    for (let i = 0; i < 3; i++) await studio.actions.history.undo();
    expect(state().paint.unpainted).toBe('background');
    expect(map().ignore.every((one) => one === 0)).toBe(true);
  });

  it('grows, shrinks and fills the object at a pixel, or all', () => {
    stroke([4, 4]);
    const before = painted();
    paint().edit('grow', at(4, 4));
    const grown = painted();
    expect(grown).toBeGreaterThan(before);
    paint().edit('shrink', null);
    expect(painted()).toBeLessThan(grown);
    const steps = state().history.done.length;
    paint().edit('fillHoles', at(4, 4));
    expect(state().history.done).toHaveLength(steps);
  });
});

it('gives a set without masks two classes, which more can join, and trains on what is drawn', async () => {
  await studio.actions.data.clear();
  await studio.actions.data.importFiles([{ path: 'plain.png', blob: new Blob([]) }]);
  studio.store.setState({
    data: {
      ...state().data,
      dataset: {
        ...state().data.dataset,
        reading: null,
        judgement: null,
        images: state().data.dataset.images.map((one) => ({ ...one, mask: null })),
      },
      classes: [],
    },
  });
  expect(trainingBlocker(state())).toMatch(/draw labels/);
  paint().open();
  await settle();
  paint().open();
  await settle();
  expect(state().data.classes.map(({ name }) => name)).toEqual(['background', 'object']);
  expect(state().history.done).toEqual([]);
  stroke([4, 4]);
  expect(painted()).toBeGreaterThan(0);
});

describe('what is asked for right after a stroke gets the stroke', () => {
  type Method = FakeStudio['engine']['calls'][number]['method'];
  const NEEDS_LABELS: [string, Method, () => Promise<unknown>][] = [
    ['a run', 'train', () => studio.actions.train.start()],
    ['a series', 'series', () => studio.actions.train.runSeries('learningCurve')],
    ['a copy of the project', 'duplicateProject', () => studio.actions.projects.duplicate(openProject())],
    ['the project as a file', 'packProject', () => studio.actions.projects.saveAsFile(openProject())],
  ];
  const openProject = () => defined(state().projects.list[0], 'a project').id;

  beforeEach(async () => {
    await studio.actions.projects.openLast();
    await studio.actions.data.importSample();
    await show(A);
    paint().chooseTool('brush');
  });

  it.each(NEEDS_LABELS)('%s', async (_, method, ask) => {
    stroke([4, 4]);
    await ask();
    const order = studio.engine.calls.map((call) => call.method);
    expect(order.indexOf('patchLabels')).toBeGreaterThan(-1);
    expect(order.indexOf('patchLabels')).toBeLessThan(order.indexOf(method));
  });

  it('a repair', async () => {
    await studio.actions.data.importFiles([{ path: 'shifted.png', blob: new Blob([]) }]);
    await new Promise((rest) => setTimeout(rest, DOCTOR_REST_MS + 50));
    const [finding] = state().doctor.findings;
    await show('shifted.png');
    stroke([0, 0]);
    await studio.actions.doctor.showRepair(defined(finding, 'a finding'), true);
    const order = studio.engine.calls.map((call) => call.method);
    expect(order.indexOf('patchLabels')).toBeGreaterThan(-1);
    expect(order.indexOf('patchLabels')).toBeLessThan(order.indexOf('repaired'));
  });
});
