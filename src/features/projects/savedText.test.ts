import { describe, expect, it } from 'vitest';
import type { ProjectSummary } from '../../domain/project';
import { INITIAL_PROJECTS, type ProjectState } from '../../state/projectSlice';
import { savedText } from './savedText';

const project: ProjectSummary = {
  id: 'p',
  name: 'cells',
  createdMs: 0,
  modifiedMs: 0,
  images: 1,
  bytes: 1,
  hasModel: false,
};
const open: ProjectState = {
  ...INITIAL_PROJECTS,
  session: { status: 'open', project },
  storage: { kind: 'disk', usedBytes: 3 * 1024 ** 3, quotaBytes: 60 * 1024 ** 3, persistent: false },
};
const FULL = { code: 'disk-full', message: 'The disk is full.', subject: null, hint: 'Free some.' } as const;

describe('savedText', () => {
  it('is silent before a project is open', () => {
    expect(savedText(INITIAL_PROJECTS, 0).text).toBe('');
    expect(savedText({ ...open, session: { status: 'opening', previous: project } }, 0).text).toBe('');
  });

  it('says when, and how much room is used', () => {
    expect(savedText(open, 0)).toMatchObject({ text: 'saved', tone: 'quiet' });
    expect(savedText({ ...open, savedMs: 1000 }, 200_000).text).toBe('saved 3 min ago');
    expect(savedText(open, 0).title).toContain('3.0 GB of 60 GB used');
  });

  it('says nothing is saved while something waits for it', () => {
    expect(savedText({ ...open, savedMs: 1000 }, 2000, true).text).toBe('saving…');
    expect(savedText({ ...open, saveError: FULL }, 0, true).text).toBe('not saved');
  });

  it.each([
    [{ ...open, saveError: FULL }, 'not saved', 'The disk is full. Free some.'],
    [{ ...open, session: { status: 'taken', project } }, 'not saved here', 'Another tab'],
    [
      { ...open, storage: { kind: 'memory', usedBytes: 0, quotaBytes: null, persistent: false } },
      'kept until this tab closes',
      'no storage',
    ],
  ] as const)('warns where nothing is saved: %#', (state, text, why) => {
    expect(savedText(state, 0)).toMatchObject({ text, tone: 'warning' });
    expect(savedText(state, 0).title).toContain(why);
  });
});
