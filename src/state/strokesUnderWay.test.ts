/** What is under way while the pointer is down, or between the corners of an outline: taken back by itself. */
import { beforeEach, describe, expect, it } from 'vitest';
import { defined } from '../common/assert';
import { type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';

const at = (x: number, y: number) => ({ x, y, pressure: 1, reach: 1 });

let studio: FakeStudio;
const state = () => studio.state();
const paint = () => studio.actions.paint;
const painted = () =>
  defined(paint().pixels(), 'an open image').classes.reduce((sum, label) => sum + label, 0);

function click(x: number, y: number): void {
  paint().press(at(x, y));
  paint().release();
}

beforeEach(async () => {
  studio = fakeStudio();
  await studio.actions.data.importSample();
  studio.actions.data.select('sample-1.png');
  paint().chooseTool('brush');
  paint().setSize(2);
  await settle();
});

it('leaves nothing of a stroke or a lasso that is called off, whatever the pointer does until it goes up', () => {
  for (const tool of ['brush', 'lasso'] as const) {
    paint().chooseTool(tool);
    paint().press(at(2, 2));
    paint().drag([at(10, 2)]);
    expect(paint().cancelStroke()).toBe(true);
    paint().drag([at(10, 10), at(2, 10), at(2, 5)]);
    paint().release();
    expect(painted()).toBe(0);
    expect(state().paint.outline).toEqual([]);
    expect(state().history.done).toEqual([]);
  }
  expect(paint().cancelStroke()).toBe(false);
});

it('takes back the corners of an outline that is under way before any step', async () => {
  click(12, 12);
  const dot = painted();
  paint().chooseTool('polygon');
  click(2, 2);
  click(8, 2);
  await studio.actions.history.undo();
  expect(state().paint.outline).toEqual([{ x: 2, y: 2 }]);
  await studio.actions.history.undo();
  expect(state().paint.outline).toEqual([]);
  expect(painted()).toBe(dot);
  await studio.actions.history.undo();
  expect(painted()).toBe(0);
});

describe('a stroke made while labels are on their way to be others', () => {
  const A = 'sample-1.png';
  const classes = (count: number) => Array.from({ length: count }, (_, index) => [index * 300]);
  const reading = (of: readonly (readonly number[])[]) =>
    ({ kind: 'classes', classes: of, ignore: [], clean: false }) as const;
  const lastPatch = () => defined(studio.callsOf('patchLabels').at(-1), 'a patch').args[1];

  beforeEach(async () => {
    await studio.actions.data.setReading(reading(classes(2)));
    paint().open();
    await settle();
    paint().open();
  });

  it('goes on, and is saved, where a class is added', async () => {
    studio.engine.hold('setReading');
    const added = studio.actions.data.setReading(reading(classes(3)));
    await settle();
    paint().press(at(4, 4));
    studio.engine.release('setReading');
    await added;
    paint().drag([at(9, 4)]);
    paint().release();
    const drawn = painted();
    expect(drawn).toBeGreaterThan(8);
    await studio.actions.projects.flush();
    expect(lastPatch()).toMatchObject({ x: 3, y: 3 });
    paint().open();
    expect(painted()).toBe(drawn);
  });

  it('waits for its labels where classes mean something else by then', async () => {
    studio.engine.hold('setReading');
    const swapped = studio.actions.data.setReading(reading([[300], [0]]));
    await settle();
    click(4, 4);
    const drawn = painted();
    studio.engine.release('setReading');
    await swapped;
    await studio.actions.projects.flush();
    expect(studio.callsOf('patchLabels')).toEqual([]);
    const swappedBack = studio.actions.history.undo();
    await settle();
    studio.engine.release('setReading');
    await swappedBack;
    paint().open();
    expect(painted()).toBe(drawn);
    await studio.actions.projects.flush();
    expect(lastPatch()).toMatchObject({ x: 3, y: 3 });
    expect(state().data.dataset.images.find(({ id }) => id === A)?.drawn).toBeDefined();
  });
});
