/** The preview follows settings and images, over the fake engine. */
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_TRAIN } from '../domain/train';
import { type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';

let studio: FakeStudio;
const state = () => studio.state();
const callsOf = (method: string) => studio.callsOf(method);

beforeEach(() => {
  studio = fakeStudio();
});

describe('augment', () => {
  beforeEach(() => studio.actions.shell.open('augment'));

  it('previews the settings that were newest when the worker became free', async () => {
    await studio.actions.data.importSample();
    await settle();
    studio.engine.hold('preview');
    const before = callsOf('preview').length;
    for (const amount of [10, 20, 30]) {
      studio.actions.augment.setSettings({ rotation: { enabled: true, amount, probability: 1 } });
    }
    await settle();
    expect(callsOf('preview')).toHaveLength(before + 1);
    studio.engine.release('preview');
    await settle();
    expect(callsOf('preview')).toHaveLength(before + 2);
    expect(callsOf('preview').at(-1)?.args[0]).toMatchObject({ augment: { rotation: { amount: 30 } } });
    studio.engine.release('preview');
    await settle();
    expect(state().augment.previewJob.status).toBe('done');
    expect(callsOf('preview')).toHaveLength(before + 2);
  });

  it("shows training's own first patches until a new draw is asked for", async () => {
    await studio.actions.data.importSample();
    await settle();
    expect(callsOf('preview').at(-1)?.args[0]).toMatchObject({ settings: { seed: DEFAULT_TRAIN.seed } });
    studio.actions.augment.newDraw();
    await settle();
    expect(callsOf('preview').at(-1)?.args[0]).toMatchObject({ settings: { seed: DEFAULT_TRAIN.seed + 1 } });
  });

  it('follows the tile size of the training settings', async () => {
    await studio.actions.data.importSample();
    studio.actions.train.setSettings({ tile: 64 });
    await settle();
    expect(callsOf('preview').at(-1)?.args[0]).toMatchObject({ settings: { tile: 64 } });
  });

  it('draws nothing for images or settings that change while another stage is open', async () => {
    await studio.actions.data.importSample();
    await settle();
    studio.actions.shell.open('train');
    const before = callsOf('preview').length;
    studio.actions.train.setSettings({ tile: 64 });
    await settle();
    expect(callsOf('preview')).toHaveLength(before);
    expect(state().augment.preview).toEqual([]);
  });

  it('has nothing to preview without a mask', async () => {
    await studio.actions.augment.refreshPreview();
    expect(callsOf('preview')).toHaveLength(0);
    expect(state().augment.preview).toEqual([]);
  });
});
