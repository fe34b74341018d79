/** What one stage's change means for another, over the fake engine. */
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyFile, type FakeStudio, fakeStudio } from '../testing/fakeStudio';
import { DEFAULT_CHOICE, SAMPLE_CHOICE } from './trainChoice';

let studio: FakeStudio;
const state = () => studio.state();

beforeEach(() => {
  studio = fakeStudio();
});

describe('held-out images', () => {
  const heldOut = () => state().train.settings.validationImages;

  it('follow the number of labelled images, so that one is always left to train on', async () => {
    await studio.actions.data.importFiles([emptyFile('a')]);
    expect(heldOut()).toBe(0);
    await studio.actions.data.importFiles([emptyFile('b')]);
    expect(heldOut()).toBe(1);
    await studio.actions.data.importFiles(Array.from({ length: 22 }, (_, index) => emptyFile(`c${index}`)));
    expect(heldOut()).toBe(5);
  });

  it('stay as the user set them', async () => {
    studio.actions.train.setSettings({ validationImages: 3 });
    await studio.actions.data.importFiles([emptyFile('a'), emptyFile('b')]);
    expect(heldOut()).toBe(3);
  });
});

it('the sample comes with little time granted, and with its classes named', async () => {
  await studio.actions.data.importSample();
  expect(state().train.choice).toEqual(SAMPLE_CHOICE);
  expect(state().data.classes.map(({ name }) => name)).toEqual(['inside', 'membrane']);
});

it("the user's own images replace the sample, its class names and its time, but not what the user set", async () => {
  await studio.actions.data.importSample();
  await studio.actions.data.importFiles([emptyFile('one.png')]);
  expect(state().train.choice).toEqual(DEFAULT_CHOICE);
  await studio.actions.data.importSample();
  studio.actions.train.setSettings({ depth: 2 });
  await studio.actions.data.importFiles([emptyFile('mine.png')]);
  expect(state().data.dataset.images.map(({ id }) => id)).toEqual(['mine.png']);
  expect(state().data.classes.map(({ name }) => name)).not.toContain('membrane');
  expect(state().train.choice.overrides).toEqual({ minutes: 2, depth: 2 });
});
