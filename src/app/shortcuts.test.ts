import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeEngine } from '../engine/fake';
import { createStudioStore, type Studio } from '../state/createStudioStore';
import { pressCommand, pressKey } from './shortcuts';

let studio: Studio;
const press = (
  name: string,
  change: { digit?: string; alt?: boolean; shift?: boolean } = {},
  help = () => undefined,
) => pressKey({ name, digit: null, alt: false, shift: false, ...change }, studio, help);

beforeEach(async () => {
  studio = createStudioStore(createFakeEngine(), { now: () => 0, save: () => undefined });
  await studio.actions.data.importSample();
});

describe('pressKey', () => {
  it('opens stages by Alt and digit, whatever Alt makes of the digit', () => {
    expect(press('™', { digit: '3', alt: true })).toBe(true);
    expect(studio.store.getState().shell.stage).toBe('train');
    expect(press('9', { digit: '9', alt: true })).toBe(false);
    expect(press('3', { digit: '3' })).toBe(false);
  });

  it('walks the strip with the arrows', () => {
    press('ArrowRight');
    expect(studio.store.getState().data.selectedId).toBe('sample-2.png');
    press('ArrowLeft');
    expect(studio.store.getState().data.selectedId).toBe('sample-1.png');
    press('End');
    expect(studio.store.getState().data.selectedId).toBe(
      studio.store.getState().data.dataset.images.at(-1)?.id,
    );
    press('Home');
    expect(studio.store.getState().data.selectedId).toBe('sample-1.png');
  });

  it('moves the seed, switches layers and shows the weight map only in Augment', () => {
    const seed = () => studio.store.getState().train.settings.seed;
    const first = seed();
    for (const name of ['r', 'l', 'm']) expect(press(name)).toBe(false);
    studio.actions.shell.open('augment');
    press('r');
    expect(seed()).toBe(first + 1);
    press('r', { shift: true });
    expect(seed()).toBe(first);
    press('l');
    press('w');
    expect([...studio.store.getState().augment.layers]).toEqual(['image', 'weights']);
    press('m');
    expect(studio.store.getState().augment.mode).toBe('weights');
    press('m');
    expect(studio.store.getState().augment.mode).toBe('patches');
    expect(press('l', { shift: true })).toBe(false);
  });

  it('opens the objects only in Predict, and draws outlines in Data as well', () => {
    const { shell, objects } = studio.store.getState();
    expect(press('o')).toBe(false);
    expect(press('x')).toBe(true);
    expect(studio.store.getState().objects.outlines).toBe(!objects.outlines);
    press('x');
    studio.actions.shell.open('augment');
    expect(press('x')).toBe(false);
    studio.actions.shell.open('predict');
    for (const name of ['o', 'x']) expect(press(name)).toBe(true);
    expect(studio.store.getState().shell.drawer.open).toBe(!shell.drawer.open);
    expect(studio.store.getState().objects.outlines).toBe(!objects.outlines);
    expect(press('Escape')).toBe(false);
    studio.actions.objects.select(1, 'table');
    expect(press('Escape')).toBe(true);
    expect(studio.store.getState().objects.selected).toBeNull();
  });

  it('hides overlays and opens the help', () => {
    const help = vi.fn();
    press('h');
    expect(studio.store.getState().shell.overlayVisible).toBe(false);
    press('?', {}, help);
    expect(help).toHaveBeenCalledOnce();
  });
});

describe('pressCommand', () => {
  const images = () => studio.store.getState().data.dataset.images.length;
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  const command = (name: string, shift = false) =>
    pressCommand({ name, digit: null, alt: false, shift }, shift, studio);

  it('undoes with Z, does it again with Shift-Z or Y, and leaves the rest to the browser', async () => {
    await studio.actions.data.removeImage('sample-1.png');
    expect(command('z')).toBe(true);
    await settle();
    expect(images()).toBe(2);
    command('z', true);
    await settle();
    expect(images()).toBe(1);
    command('z');
    command('y');
    await settle();
    expect(images()).toBe(1);
    expect(command('r')).toBe(false);
    expect(command('y', true)).toBe(false);
  });
});
