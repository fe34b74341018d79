import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { timingsFile, timingsPath } from './timingsFile';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'studio-timings-'));
});

afterEach(() => rm(root, { recursive: true }));

test('makes its folder, leaves nothing beside the file, and reads it back', async () => {
  const path = join(root, 'deep', 'timings.json');
  const file = timingsFile(path);
  expect(await file.read()).toBeNull();
  await file.write('one');
  await file.write('two');
  expect(await file.read()).toBe('two');
  expect(await readdir(join(root, 'deep'))).toEqual(['timings.json']);
  expect(await readFile(path, 'utf8')).toBe('two');
});

test('where it cannot be kept, that is said on standard error', async () => {
  await writeFile(join(root, 'file'), '');
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await timingsFile(join(root, 'file', 'timings.json')).write('text');
  expect(String(told.mock.calls[0]?.[0])).toMatch(/kernel timings cannot be kept in .*timings.json/);
  told.mockRestore();
});

test('stands in the cache folder that the environment names', () => {
  vi.stubEnv('XDG_CACHE_HOME', '/somewhere');
  expect(timingsPath()).toBe(join('/somewhere', 'unet-studio', 'timings.json'));
  vi.unstubAllEnvs();
});
