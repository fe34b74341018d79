/** Objects are cut out, follow predictions and settings, and are counted over the set; over the fake engine. */
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_OBJECTS, type ImageObjects } from '../domain/objects';
import { makeObjects } from '../engine/fakeResults';
import { type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';
import { OBJECTS_BYTES, withFound } from './objectsCache';
import { INITIAL_OBJECTS, shownObjects } from './objectsSlice';

let studio: FakeStudio;
const objects = () => studio.state().objects;
const asked = () => studio.callsOf('objects').map(({ args }) => args);
const surveyed = () => studio.callsOf('objectTotals').map(({ args }) => args);
const [A, B] = ['sample-1.png', 'sample-2.png'] as const;

beforeEach(async () => {
  studio = fakeStudio();
  await studio.actions.data.importSample();
  await studio.actions.train.start();
  studio.actions.shell.open('predict');
  studio.actions.data.select(A);
});

describe('request', () => {
  it('cuts out once for a prediction and its settings, and nothing before there is a prediction', async () => {
    await studio.actions.objects.request();
    expect(asked()).toEqual([]);
    await studio.actions.predict.run([A]);
    await studio.actions.objects.request();
    await studio.actions.objects.request();
    expect(asked()).toEqual([[A, DEFAULT_OBJECTS]]);
    expect(shownObjects(studio.state())).toMatchObject({ objects: { imageId: A } });
    expect(shownObjects(studio.state())?.histogram).toHaveLength(2);
    studio.actions.objects.set({ openRadius: 2 });
    await studio.actions.objects.request();
    expect(asked()).toHaveLength(2);
    expect(studio.callsOf('probabilityHistogram')).toHaveLength(1);
  });

  it('shows the objects before until the new ones are there, and of many changes only the last', async () => {
    await studio.actions.predict.run([A]);
    await studio.actions.objects.request();
    const before = shownObjects(studio.state());
    studio.engine.hold('objects');
    const ends = [1, 2, 3].map((openRadius) => {
      studio.actions.objects.set({ openRadius });
      return studio.actions.objects.request();
    });
    expect(objects().job).toMatchObject({ status: 'running', imageId: A });
    expect(shownObjects(studio.state())).toBe(before);
    studio.engine.release('objects');
    await settle();
    studio.engine.release('objects');
    await Promise.all(ends);
    expect(asked().map(([, settings]) => settings)).toEqual([
      DEFAULT_OBJECTS,
      { ...DEFAULT_OBJECTS, openRadius: 1 },
      { ...DEFAULT_OBJECTS, openRadius: 3 },
    ]);
    expect(shownObjects(studio.state())?.settings.openRadius).toBe(3);
  });

  it('shows nothing of a prediction that was made anew', async () => {
    await studio.actions.predict.run([A]);
    await studio.actions.objects.request();
    studio.engine.hold('objects');
    studio.actions.objects.set({ openRadius: 2 });
    const late = studio.actions.objects.request();
    await studio.actions.predict.run([A]);
    expect(shownObjects(studio.state())).toBeNull();
    studio.engine.release('objects');
    await late;
    expect(shownObjects(studio.state())).toBeNull();
  });

  it('leaves thresholds for another number of classes out', async () => {
    await studio.actions.predict.run([A]);
    studio.actions.objects.set({ thresholds: [0.5, 0.5, 0.5], largestHole: 9 });
    await studio.actions.objects.request();
    expect(asked()).toEqual([[A, { ...DEFAULT_OBJECTS, largestHole: 9 }]]);
    studio.actions.objects.set({ thresholds: [0.5, 0.25] });
    await studio.actions.objects.request();
    expect(asked()[1]).toEqual([A, { ...DEFAULT_OBJECTS, largestHole: 9, thresholds: [0.5, 0.25] }]);
  });

  it('leaves images out that are too large to be held whole', async () => {
    const { dataset } = studio.state().data;
    const images = dataset.images.map((image) => ({ ...image, large: image.id === A }));
    studio.store.setState(({ data }) => ({ data: { ...data, dataset: { ...dataset, images } } }));
    await studio.actions.predict.run([A, B]);
    await studio.actions.objects.request();
    await studio.actions.objects.survey();
    expect(asked()).toEqual([]);
    expect(surveyed().map(([id]) => id)).toEqual([B]);
    expect(objects()).toMatchObject({ job: { status: 'idle' }, survey: { status: 'done' } });
  });

  it('tells what failed, and is over it when it is tried again', async () => {
    await studio.actions.predict.run([A]);
    const error = { code: 'bad-setting', message: 'No.', subject: null, hint: 'Yes.' } as const;
    studio.engine.fail('objects', error);
    await studio.actions.objects.request();
    expect(objects().job).toEqual({ status: 'failed', error });
    studio.engine.succeed('objects');
    await studio.actions.objects.request();
    expect(objects().job).toEqual({ status: 'done' });
  });
});

/** One row of pixels, 0 for none; each number is an object. */
function rowOf(imageId: string, ids: readonly number[]): ImageObjects {
  const count = Math.max(...ids);
  const map = {
    width: ids.length,
    height: 1,
    ids: Uint32Array.from(ids),
    count,
    classes: new Uint8Array(count + 1),
  };
  const rows = Array.from({ length: count }, (_, index) => {
    const box = { x: ids.indexOf(index + 1), y: 0, width: 1, height: 1 };
    return { id: index + 1, px: { box } } as unknown as ImageObjects['rows'][number];
  });
  return { ...makeObjects(imageId), map, rows };
}

describe('select', () => {
  it('keeps to the object as numbers change with the settings, and to none that is gone', async () => {
    const answers = [
      [1, 0, 2],
      [0, 0, 1],
      [1, 0, 0],
    ];
    studio.engine.objects = async (imageId) => rowOf(imageId, answers.shift() ?? [0]);
    await studio.actions.predict.run([A]);
    await studio.actions.objects.request();
    studio.actions.objects.select(2, 'table');
    expect(objects().selected).toEqual({ imageId: A, id: 2, from: 'table' });
    studio.actions.objects.set({ smallestObject: 2 });
    await studio.actions.objects.request();
    expect(objects().selected).toEqual({ imageId: A, id: 1, from: 'image' });
    studio.actions.objects.set({ smallestObject: 3 });
    await studio.actions.objects.request();
    expect(objects().selected).toBeNull();
  });
});

describe('survey', () => {
  it('counts every predicted image that is not counted already', async () => {
    await studio.actions.predict.run([A, B]);
    await studio.actions.objects.request();
    await studio.actions.objects.survey();
    expect(asked().map(([id]) => id)).toEqual([A]);
    expect(surveyed().map(([id]) => id)).toEqual([B]);
    expect([...objects().totals.keys()]).toEqual([A, B]);
    await studio.actions.objects.survey();
    expect(surveyed()).toHaveLength(1);
  });

  it('has one image measured at a time, however often it is cancelled and asked for', async () => {
    await studio.actions.predict.run([A, B]);
    studio.engine.hold('objectTotals');
    const first = studio.actions.objects.survey();
    for (const threshold of [0.3, 0.4, 0.5]) {
      studio.actions.objects.cancelSurvey();
      studio.actions.objects.set({ thresholds: [0, threshold] });
      void studio.actions.objects.survey();
      await settle();
    }
    expect(surveyed()).toHaveLength(1);
    for (let image = 0; image < 3; image++) {
      studio.engine.release('objectTotals');
      await settle();
    }
    await first;
    expect(surveyed()).toHaveLength(3);
    expect(objects().survey.status).toBe('done');
  });

  it('begins again with settings that are changed meanwhile, and stops where it is told to', async () => {
    await studio.actions.predict.run([A, B]);
    studio.engine.hold('objectTotals');
    const done = studio.actions.objects.survey();
    expect(objects().survey).toMatchObject({ status: 'running', done: 0, of: 2 });
    studio.actions.objects.set({ split: 'distance' });
    studio.engine.release('objectTotals');
    await settle();
    expect(surveyed().map(([id, settings]) => [id, (settings as typeof DEFAULT_OBJECTS).split])).toEqual([
      [A, 'none'],
      [A, 'distance'],
    ]);
    studio.actions.objects.cancelSurvey();
    studio.engine.release('objectTotals');
    await done;
    expect(surveyed()).toHaveLength(2);
    expect(objects().survey.status).toBe('idle');
  });
});

describe('what is kept', () => {
  it('comes back with the project: the settings, and nothing of another one', async () => {
    await studio.actions.projects.openLast();
    await studio.actions.data.importSample();
    studio.actions.objects.set({ smallestObject: 50 });
    studio.actions.objects.filter('area_px', { low: 1, high: 2 });
    const first = studio.state().projects.list[0]?.id ?? '';
    await studio.actions.projects.createProject('Second');
    expect(objects()).toEqual(INITIAL_OBJECTS);
    await studio.actions.projects.open(first);
    expect(objects().settings).toEqual({ ...DEFAULT_OBJECTS, smallestObject: 50 });
  });

  it('is bounded in bytes, the newest image apart', async () => {
    await studio.actions.predict.run([A, B]);
    const found = (imageId: string) => {
      const summary = studio.state().predict.summaries.get(imageId);
      if (!summary) throw new Error('not predicted');
      return { summary, settings: DEFAULT_OBJECTS, objects: makeObjects(imageId), histogram: [] };
    };
    const one = withFound(INITIAL_OBJECTS, found(A), OBJECTS_BYTES);
    expect([...withFound(one, found(B), OBJECTS_BYTES).results.keys()]).toEqual([A, B]);
    const tight = withFound(one, found(B), 100);
    expect([...tight.results.keys()]).toEqual([B]);
    expect([...tight.totals.keys()]).toEqual([A, B]);
  });
});
