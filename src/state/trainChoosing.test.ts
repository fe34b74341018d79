/** From a choice to the settings of a run, over the fake engine. */
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_AUGMENT, NO_AUGMENT } from '../domain/augment';
import type { ChosenRun } from '../domain/presets';
import { DEFAULT_TRAIN } from '../domain/train';
import { emptyFile, type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';

const HALF = { kind: 'factor', factor: 0.5 } as const;

let studio: FakeStudio;
const train = () => studio.state().train;

/** What every preset comes to from now on; overrides win. */
function answer(change: Partial<ChosenRun>): void {
  studio.engine.choose = async ({ choice }) => ({
    preset: choice.preset,
    scale: { kind: 'asIs' },
    augment: null,
    reasons: [],
    ...change,
    settings: { ...DEFAULT_TRAIN, ...change.settings, ...choice.overrides },
  });
}

beforeEach(async () => {
  studio = fakeStudio();
  await studio.actions.device.open('webgpu');
  await studio.actions.data.importFiles([emptyFile('a.png'), emptyFile('b.png')]);
  await settle();
});

describe('a choice', () => {
  it('comes to the preset’s settings under the user’s own, and follows the preset', async () => {
    answer({ settings: { ...DEFAULT_TRAIN, depth: 2, width: 32 } });
    studio.actions.train.setSettings({ width: 8 });
    expect(train().settings.width).toBe(8);
    studio.actions.train.setPreset('fast');
    await settle();
    expect(train().settings).toMatchObject({ depth: 2, width: 8, minutes: 10 });
    expect(train().chosen?.preset).toBe('fast');
    studio.actions.train.resetSetting('width');
    await settle();
    expect(train().settings.width).toBe(32);
  });

  it('holds steps or minutes, whichever was said last', async () => {
    studio.actions.train.setSettings({ steps: 77 });
    expect(train().settings).toMatchObject({ steps: 77, minutes: 0 });
    studio.actions.train.setSettings({ minutes: 2 });
    await settle();
    expect(train().choice.overrides).toEqual({ minutes: 2 });
    studio.actions.train.setSettings({ steps: 5, depth: 1, seed: 9 });
    studio.actions.train.resetSettings();
    expect(train().choice.overrides).toEqual({ steps: 5, minutes: 0, seed: 9 });
  });

  it('stands on plain defaults where the preset cannot be made concrete, and says why', async () => {
    const error = { code: 'bad-setting', message: 'No.', subject: null, hint: '' } as const;
    studio.engine.fail('choose', error);
    await studio.actions.train.rechoose();
    expect(train()).toMatchObject({ chosen: null, chooseError: error });
    expect(train().settings).toMatchObject({ depth: DEFAULT_TRAIN.depth, split: 'spatial' });
    studio.engine.succeed('choose');
    await studio.actions.train.rechoose();
    expect(train().chooseError).toBeNull();
  });

  it('says nothing of images that are gone', async () => {
    studio.engine.fail('choose', { code: 'bad-setting', message: 'No.', subject: null, hint: '' });
    await studio.actions.train.rechoose();
    expect(train().chooseError).not.toBeNull();
    await studio.actions.data.clear();
    await settle();
    expect(train().chooseError).toBeNull();
  });

  it('does not take an answer for images that are gone', async () => {
    studio.engine.hold('choose');
    const asked = studio.actions.train.rechoose();
    await settle();
    answer({ settings: { ...DEFAULT_TRAIN, depth: 5 } });
    await studio.actions.data.importFiles([emptyFile('c.png')]);
    studio.engine.release('choose');
    await asked;
    expect(train().settings.depth).toBe(5);
  });
});

describe('what a preset decides in other stages', () => {
  const scale = () => studio.state().data.dataset.scale;

  it('is the training scale, and it goes when the preset does', async () => {
    answer({ scale: HALF });
    studio.actions.train.setPreset('modern');
    await settle();
    expect(scale()).toEqual(HALF);
    expect(studio.state().history.done).toEqual([]);
    answer({});
    studio.actions.train.setPreset('fast');
    await settle();
    expect(scale()).toEqual({ kind: 'asIs' });
  });

  it('leaves the user’s own scale and tells it to the preset', async () => {
    await studio.actions.data.setScale({ kind: 'factor', factor: 0.25 });
    const asked: unknown[] = [];
    studio.engine.choose = async ({ choice, facts }) => {
      asked.push(facts.scale);
      return { preset: choice.preset, settings: DEFAULT_TRAIN, scale: HALF, augment: null, reasons: [] };
    };
    studio.actions.train.setPreset('modern');
    await settle();
    expect(scale()).toEqual({ kind: 'factor', factor: 0.25 });
    expect(asked.at(-1)).toEqual({ kind: 'factor', factor: 0.25 });
  });

  it('is the augmentation, unless the user has set it', async () => {
    const augment = () => studio.state().augment.settings;
    answer({ augment: NO_AUGMENT });
    studio.actions.train.setPreset('paper');
    await settle();
    expect(augment()).toEqual(NO_AUGMENT);
    answer({});
    studio.actions.train.setPreset('auto');
    await settle();
    expect(augment()).toEqual(DEFAULT_AUGMENT);
    studio.actions.augment.setSettings({ sampling: 'falk' });
    const own = augment();
    answer({ augment: NO_AUGMENT });
    studio.actions.train.setPreset('paper');
    await settle();
    expect(augment()).toEqual(own);
  });
});
