import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runState } from '../testing/runState';
import { CheckpointFolder } from './checkpointFolder';

let out: string;
let said: string[];

beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'studio-checkpoint-'));
  said = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    said.push(String(line));
    return true;
  });
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(out, { recursive: true });
});

const folder = () => new CheckpointFolder(out, () => ({ losses: [1, 2] }));
const at = (name: string) => join(out, 'checkpoint', name);

test('the newest state comes back, with what the run had said; the next goes to the other slot', async () => {
  const first = folder();
  for (const step of [2, 4, 6]) expect(await first.keep(runState(1, step))).toBe(true);
  expect((await readdir(at(''))).sort()).toEqual(['a.safetensors', 'b.safetensors', 'history.json']);
  const next = folder();
  expect(await next.newest()).toMatchObject({ state: runState(1, 6), slot: 'a', problem: null });
  expect(await next.pastHistory()).toEqual({ losses: [1, 2] });
  const a = await readFile(at('a.safetensors'));
  await next.keep(runState(1, 8));
  expect(await readFile(at('a.safetensors'))).toEqual(a);
  expect((await folder().newest()).state.training.step).toBe(8);
});

test('a torn slot falls back to the other, and says so', async () => {
  const first = folder();
  for (const step of [2, 4]) await first.keep(runState(1, step));
  await truncate(at('b.safetensors'), 900);
  expect(await folder().newest()).toMatchObject({ state: runState(1, 2), slot: 'a' });
  expect(said.join('')).toMatch(
    /Checkpoint b cannot be read.*In its place stands checkpoint a, after step 2/,
  );
});

test('without one, says what to do; cleared, nothing of an earlier run is found', async () => {
  await expect(folder().newest()).rejects.toMatchObject({
    code: 'no-checkpoint',
    subject: join(out, 'checkpoint'),
  });
  await folder().keep(runState(1, 2));
  await folder().clear();
  await expect(folder().newest()).rejects.toMatchObject({ code: 'no-checkpoint' });
  expect(await folder().pastHistory()).toBeUndefined();
});

test('what cannot be written is told once, and ends no run', async () => {
  await writeFile(join(out, 'checkpoint'), 'a file where the folder should be');
  const writing = folder();
  for (const step of [2, 4]) expect(await writing.keep(runState(1, step))).toBe(false);
  expect(said).toHaveLength(1);
  await rm(join(out, 'checkpoint'));
  expect(await writing.keep(runState(1, 6))).toBe(true);
});
