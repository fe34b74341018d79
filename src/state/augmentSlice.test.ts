/** The preview follows settings and images, over the fake engine. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_TRAIN } from '../domain/train';
import { DEFAULT_WEIGHTS } from '../domain/weights';
import { makeJudgement } from '../engine/fakeResults';
import type { PreviewRequest } from '../engine/protocol';
import { type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';
import { REST_MS } from './augmentPreview';
import { railMark } from './railSelector';

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

  it("shows the run's own first patches, whatever its seed", async () => {
    await studio.actions.data.importSample();
    await settle();
    const first = Array.from({ length: 12 }, (_, index) => ({ seed: DEFAULT_TRAIN.seed, step: 0, index }));
    expect(callsOf('preview').at(-1)?.args[0]).toMatchObject({ keys: first });
    studio.actions.augment.moveSeed(1);
    await settle();
    const next = first.map((key) => ({ ...key, seed: key.seed + 1 }));
    expect(callsOf('preview').at(-1)?.args[0]).toMatchObject({ keys: next, settings: { seed: 2 } });
    expect(state().train.settings.seed).toBe(2);
    studio.actions.augment.moveSeed(-1);
    studio.actions.augment.moveSeed(-1);
    studio.actions.augment.moveSeed(-1);
    expect(state().train.settings.seed).toBe(2 ** 32 - 1);
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

  it('keeps a pinned patch first while seeds change, and lets it go', async () => {
    await studio.actions.data.importSample();
    await settle();
    const pin = { seed: 1, step: 0, index: 3 };
    studio.actions.augment.togglePin(pin);
    expect(state().augment.preview.map(({ key }) => key.index)).toEqual([
      3, 0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11,
    ]);
    studio.actions.augment.moveSeed(1);
    await settle();
    expect(
      state()
        .augment.preview.map(({ key }) => key)
        .slice(0, 2),
    ).toEqual([pin, { seed: 2, step: 0, index: 0 }]);
    expect(state().augment.preview).toHaveLength(12);
    studio.actions.augment.togglePin({ ...pin });
    await settle();
    expect(state().augment.preview[0]?.key).toEqual({ seed: 2, step: 0, index: 0 });
  });

  it('keeps no patches of images that changed while they were drawn and another stage was opened', async () => {
    await studio.actions.data.importSample();
    await settle();
    studio.engine.hold('preview');
    studio.actions.augment.moveSeed(1);
    studio.actions.shell.open('data');
    await studio.actions.data.removeImage('sample-1.png');
    studio.engine.release('preview');
    await settle();
    expect(state().augment.preview).toEqual([]);
  });

  it('shows no patches of former images after a look at the weight map', async () => {
    await studio.actions.data.importSample();
    await settle();
    studio.actions.augment.show('weights');
    await studio.actions.data.removeImage('sample-1.png');
    await settle();
    expect(state().augment.preview).toEqual([]);
    studio.actions.augment.show('patches');
    await settle();
    expect(state().augment.preview).toHaveLength(12);
  });

  it('has nothing to preview without a mask', async () => {
    await studio.actions.augment.refreshPreview();
    expect(callsOf('preview')).toHaveLength(0);
    expect(state().augment.preview).toEqual([]);
  });
});

describe('what follows the patches', () => {
  beforeEach(async () => {
    studio.actions.shell.open('augment');
    await studio.actions.data.importSample();
    await settle();
    vi.useFakeTimers();
  });
  afterEach(() => void vi.useRealTimers());

  const slide = (amount: number) =>
    studio.actions.augment.setSettings({ rotation: { enabled: true, amount, probability: 1 } });
  const finding = {
    kind: 'noisy',
    share: 0.4,
    message: 'Noise drowns 40 % of patches.',
    hint: 'Less.',
  } as const;

  it('judges the settings once they rest, and only the newest', async () => {
    const before = callsOf('judgeAugment').length;
    for (const amount of [1, 2, 3]) {
      slide(amount);
      await vi.advanceTimersByTimeAsync(REST_MS - 1);
    }
    expect(callsOf('judgeAugment')).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(callsOf('judgeAugment')).toHaveLength(before + 1);
    expect(callsOf('judgeAugment').at(-1)?.args[0]).toMatchObject({ augment: { rotation: { amount: 3 } } });
  });

  it('waits while patches are drawn', async () => {
    studio.engine.hold('preview');
    const before = callsOf('judgeAugment').length;
    slide(1);
    await vi.advanceTimersByTimeAsync(9 * REST_MS);
    expect(callsOf('judgeAugment')).toHaveLength(before);
    studio.engine.release('preview');
    await vi.advanceTimersByTimeAsync(2 * REST_MS);
    expect(callsOf('judgeAugment')).toHaveLength(before + 1);
  });

  it('marks the stage in the rail while something is found, until the images change', async () => {
    expect(railMark(state(), 'augment').kind).toBe('none');
    studio.store.setState(({ augment }) => ({
      augment: { ...augment, judgement: { ...makeJudgement(), findings: [finding] } },
    }));
    expect(railMark(state(), 'augment')).toEqual({ kind: 'warning', text: finding.message });
    await studio.actions.data.removeImage('sample-1.png');
    expect(railMark(state(), 'augment').kind).toBe('none');
  });

  it('forgets a judgement whose images or tile have changed meanwhile', async () => {
    const changes = [
      () => studio.actions.data.removeImage('sample-1.png'),
      async () => studio.actions.train.setSettings({ tile: 64 }),
    ];
    for (const change of changes) {
      studio.actions.shell.open('augment');
      studio.engine.hold('judgeAugment');
      slide(1);
      await vi.advanceTimersByTimeAsync(2 * REST_MS);
      studio.actions.shell.open('data');
      await change();
      studio.engine.release('judgeAugment');
      await vi.advanceTimersByTimeAsync(1);
      expect(state().augment.judgement).toBeNull();
    }
  });

  it('draws the effects anew where the first patch is cut or read otherwise', async () => {
    await vi.advanceTimersByTimeAsync(9 * REST_MS);
    studio.actions.augment.wantEffects(['rotation']);
    await vi.advanceTimersByTimeAsync(REST_MS);
    const before = state().augment.effects.get('rotation');
    expect(before).toBeDefined();
    studio.actions.augment.setSettings({ sampling: 'falk' });
    await vi.advanceTimersByTimeAsync(2 * REST_MS);
    expect(state().augment.effects.get('rotation')).not.toBe(before);
    expect(callsOf('preview').at(-1)?.args[0]).toMatchObject({ augment: { sampling: 'falk' } });
  });

  it('draws the effect of each transform alone on the first patch, and anew only what changed', async () => {
    await vi.advanceTimersByTimeAsync(9 * REST_MS);
    const before = callsOf('preview').length;
    studio.actions.augment.wantEffects(['rotation', 'noise']);
    await vi.advanceTimersByTimeAsync(REST_MS);
    const requests = callsOf('preview').slice(before);
    expect(requests).toHaveLength(2);
    const on = { enabled: true, probability: 1 };
    expect(requests[1]?.args[0]).toMatchObject({
      augment: { noise: on, rotation: { enabled: false }, contrast: { enabled: false } },
      keys: [{ seed: 1, step: 0, index: 0 }],
    });
    expect([...state().augment.effects.keys()]).toEqual(['rotation', 'noise']);
    slide(7);
    await vi.advanceTimersByTimeAsync(2 * REST_MS);
    const after = callsOf('preview').slice(before + 2);
    expect(after.map(({ args }) => (args[0] as PreviewRequest).keys.length)).toEqual([12, 1]);
    expect(after[1]?.args[0]).toMatchObject({ augment: { rotation: { ...on, amount: 7 } } });
  });
});

describe('the weight map', () => {
  beforeEach(async () => {
    studio.actions.shell.open('augment');
    await studio.actions.data.importSample();
    await settle();
  });

  it('is asked for while it is on screen, and follows weights and images', async () => {
    studio.actions.augment.setWeights(null);
    await settle();
    expect(callsOf('weightView')).toHaveLength(0);
    studio.actions.augment.show('weights');
    await settle();
    expect(state().augment.weightMap?.imageId).toBe('sample-1.png');
    const weights = { ...DEFAULT_WEIGHTS, w0: 3 };
    studio.actions.augment.setWeights(weights);
    await settle();
    const { settings } = state().train;
    expect(callsOf('weightView').at(-1)?.args).toMatchObject(['sample-1.png', { weights, settings }]);
    await studio.actions.data.removeImage('sample-1.png');
    await settle();
    expect(state().augment.weightMap?.imageId).toBe('sample-2.png');
  });

  it('is not of images that changed while it was worked out', async () => {
    studio.engine.hold('weightView');
    studio.actions.augment.show('weights');
    await settle();
    studio.actions.shell.open('data');
    await studio.actions.data.removeImage('sample-2.png');
    studio.engine.release('weightView');
    await settle();
    expect(state().augment.weightMap).toBeNull();
  });

  it('tells of an image that cannot be weighed, and goes on with the next request', async () => {
    studio.engine.fail('weightView', {
      code: 'no-such-image',
      message: 'Gone.',
      hint: 'Other.',
      subject: null,
    });
    studio.actions.augment.show('weights');
    await settle();
    expect(state().augment.weightJob.status).toBe('failed');
    studio.engine.succeed('weightView');
    await studio.actions.augment.refreshWeightMap();
    expect(state().augment.weightMap).not.toBeNull();
  });
});

describe('undo', () => {
  beforeEach(async () => {
    studio.actions.shell.open('augment');
    await studio.actions.data.importSample();
    await settle();
  });

  it('takes back what a slider did as one step, and draws what there was before', async () => {
    const { contrast } = state().augment.settings;
    for (const amount of [0.3, 0.4, 0.5]) {
      studio.clock.ms += 16;
      studio.actions.augment.setSettings({ contrast: { ...contrast, amount } }, 'contrast');
    }
    studio.clock.ms += 5000;
    studio.actions.augment.setSettings({ contrast: { ...contrast, amount: 0.6 } }, 'contrast');
    studio.actions.augment.setWeights({ ...DEFAULT_WEIGHTS, w0: 2 });
    expect(state().history.done).toHaveLength(3);
    await studio.actions.history.undo();
    expect(state().augment.weights).toBeNull();
    await studio.actions.history.undo();
    expect(state().augment.settings.contrast.amount).toBe(0.5);
    await studio.actions.history.undo();
    await settle();
    expect(state().augment.settings.contrast).toEqual(contrast);
    expect(callsOf('preview').at(-1)?.args[0]).toMatchObject({ augment: { contrast } });
    await studio.actions.history.redo();
    expect(state().augment.settings.contrast.amount).toBe(0.5);
  });

  it('leaves a seed alone that was set in between', async () => {
    studio.actions.augment.setSettings({ sampling: 'falk' });
    studio.actions.train.setSettings({ seed: 77 });
    await studio.actions.history.undo();
    expect(state().train.settings.seed).toBe(77);
    studio.actions.augment.moveSeed(1);
    await studio.actions.history.undo();
    expect(state().train.settings.seed).toBe(77);
  });
});
