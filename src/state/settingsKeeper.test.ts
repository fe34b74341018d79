/** What the page keeps in a project, and when, over the fake engine. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyFile, type FakeStudio, fakeStudio } from '../testing/fakeStudio';
import { KEEP_DELAY_MS } from './settingsKeeper';

let studio: FakeStudio;

beforeEach(() => {
  studio = fakeStudio();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('keeping settings', () => {
  beforeEach(async () => {
    await studio.actions.projects.openLast();
    await studio.actions.data.importFiles([emptyFile('a.png')]);
    await studio.actions.projects.flush();
    vi.useFakeTimers();
  });

  it('is at most once in a while, however much changes, and with the newest', async () => {
    const before = studio.callsOf('keepSettings').length;
    for (let i = 1; i <= 9; i++) studio.actions.data.setOpacity(i / 10);
    await vi.advanceTimersByTimeAsync(KEEP_DELAY_MS - 1);
    expect(studio.callsOf('keepSettings')).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(1);
    expect(studio.callsOf('keepSettings')).toHaveLength(before + 1);
    expect(studio.callsOf('keepSettings').at(-1)?.args[0]).toMatchObject({ opacity: 0.9 });
  });

  it('does not wait when the page is hidden, and writes nothing twice', async () => {
    const before = studio.callsOf('keepSettings').length;
    studio.actions.data.setOpacity(0.9);
    await studio.actions.projects.flush();
    expect(studio.callsOf('keepSettings')).toHaveLength(before + 1);
    await vi.advanceTimersByTimeAsync(10 * KEEP_DELAY_MS);
    await studio.actions.projects.flush();
    expect(studio.callsOf('keepSettings')).toHaveLength(before + 1);
  });

  it('concerns what is kept in a project, not what is merely on screen', async () => {
    const before = studio.callsOf('keepSettings').length;
    studio.actions.shell.open('train');
    studio.actions.shell.toggleOverlay();
    await vi.advanceTimersByTimeAsync(2 * KEEP_DELAY_MS);
    expect(studio.callsOf('keepSettings')).toHaveLength(before);
  });

  it('happens before another project is opened', async () => {
    studio.actions.data.setOpacity(0.7);
    await studio.actions.projects.createProject('Second');
    const methods = studio.engine.calls.map(({ method }) => method);
    expect(methods.lastIndexOf('keepSettings')).toBeLessThan(methods.lastIndexOf('createProject'));
    expect(studio.callsOf('keepSettings').at(-1)?.args[0]).toMatchObject({ opacity: 0.7 });
  });
});
