/** With which settings a corrected model goes on, and who is held out. */
import { expect, it } from 'vitest';
import { DEFAULT_AUGMENT } from '../domain/augment';
import { EMPTY_DATASET } from '../domain/data';
import type { RunRecord } from '../domain/run';
import { DEFAULT_TRAIN, type TrainPlan } from '../domain/train';
import { makeImage } from '../engine/fakeResults';
import { makeModel, makeRun } from '../engine/fakeRuns';
import { NEW_RUN } from '../testing/newRun';
import { settingsToGoOn, splitToGoOn } from './trainOn';

const request = { ...NEW_RUN, settings: DEFAULT_TRAIN, augment: DEFAULT_AUGMENT, weights: null, classes: [] };

function run(id: string, change: Partial<TrainPlan> = {}): RunRecord {
  const made = makeRun(request, id);
  return { ...made, plan: { ...made.plan, ...change } };
}

const split = (train: string[], validation: string[]) =>
  ({ kind: 'last', train, validation, spatial: null }) as const;
const images = (...ids: string[]) => ({ ...EMPTY_DATASET, images: ids.map(makeImage) });

it('holds out what the model never saw, but for corrected images, and trains on all that is new', () => {
  const before = run('1', { split: split(['a', 'b'], ['c', 'd']) });
  const dataset = images('a', 'b', 'c', 'd', 'e');
  expect(splitToGoOn(before, DEFAULT_TRAIN, dataset)).toEqual({
    train: ['a', 'b', 'e'],
    validation: ['c', 'd'],
  });
  const corrected = dataset.images.map((image) => (image.id === 'c' ? { ...image, drawn: '1' } : image));
  expect(splitToGoOn(before, DEFAULT_TRAIN, { ...dataset, images: corrected })).toEqual({
    train: ['a', 'b', 'c', 'e'],
    validation: ['d'],
  });
});

it('holds out nothing of images of which blocks were, and what is set where the model is from elsewhere', () => {
  const spatial = {
    kind: 'spatial',
    train: ['a'],
    validation: ['a'],
    spatial: { guard: 8, blocks: [] },
  } as const;
  expect(splitToGoOn(run('1', { split: spatial }), DEFAULT_TRAIN, images('a', 'b'))).toEqual({
    train: ['a', 'b'],
    validation: [],
  });
  const settings = { ...DEFAULT_TRAIN, split: 'last', validationImages: 1 } as const;
  expect(splitToGoOn(null, settings, images('a', 'b'))).toEqual({ train: ['a'], validation: ['b'] });
});

it('keeps the network of the model, whatever is set now, for the steps that were asked for', () => {
  const model = makeModel({
    ...request,
    settings: { ...DEFAULT_TRAIN, depth: 2, width: 5, tile: 96, steps: 70 },
  });
  const now = { ...DEFAULT_TRAIN, depth: 4, width: 32, minutes: 10 };
  expect(settingsToGoOn(null, now, model, 30)).toMatchObject({
    depth: 2,
    width: 5,
    tile: 96,
    steps: 30,
    minutes: 0,
  });
  const made = run('1', { spec: model.spec, batch: 7, inputSize: 80 });
  expect(settingsToGoOn(made, now, model, 30)).toMatchObject({
    depth: 2,
    width: 5,
    tile: 80,
    batch: 7,
    steps: 30,
  });
});
