/** What one stage's change means for another, over the fake engine. */
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_TRAIN, SAMPLE_TRAIN } from '../domain/train';
import { emptyFile, type FakeStudio, fakeStudio } from '../testing/fakeStudio';

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
    expect(heldOut()).toBe(4);
  });

  it('stay as the user set them', async () => {
    studio.actions.train.setSettings({ validationImages: 3 });
    await studio.actions.data.importFiles([emptyFile('a'), emptyFile('b')]);
    expect(heldOut()).toBe(3);
  });
});

it('the sample comes with settings that suit it, and with its classes named', async () => {
  await studio.actions.data.importSample();
  expect(state().train.settings).toMatchObject(SAMPLE_TRAIN);
  expect(state().data.classes.map(({ name }) => name)).toEqual(['inside', 'membrane']);
});

it("the user's own images replace the sample, its class names and its settings, but not what the user set", async () => {
  await studio.actions.data.importSample();
  studio.actions.train.setSettings({ steps: 77 });
  await studio.actions.data.importFiles([emptyFile('mine.png')]);
  expect(state().data.dataset.images.map(({ id }) => id)).toEqual(['mine.png']);
  expect(state().data.classes.map(({ name }) => name)).not.toContain('membrane');
  const { depth, width, tile, batch } = DEFAULT_TRAIN;
  expect(state().train.settings).toMatchObject({ depth, width, tile, batch, steps: 77 });
});
