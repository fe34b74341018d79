import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Dataset, EMPTY_DATASET } from '../domain/data';
import { type DropReader, inspectCommand } from './inspectCommand';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inspect-'));
  for (const path of ['set/raw/2.png', 'set/raw/10.png', 'set/masks/2.png', 'set/alone.tif']) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), path);
  }
});

afterAll(() => rm(folder, { recursive: true }));

/** The names that reach the library for these paths, and what is printed. */
async function inspected(args: readonly string[], dataset: Dataset = EMPTY_DATASET) {
  const names: string[] = [];
  const read: DropReader = async (files) => {
    names.push(...files.map(({ path }) => path));
    return { dataset, facts: new Map(), findings: [] };
  };
  const lines: string[] = [];
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  const printed = await inspectCommand(args, read).finally(() => write.mockRestore());
  return { names, printed, lines };
}

describe('inspect', () => {
  it('names files of one folder relative to it, in natural order', async () => {
    const { names } = await inspected([join(folder, 'set')]);
    expect(names).toEqual(['alone.tif', 'masks/2.png', 'raw/2.png', 'raw/10.png']);
  });

  it('keeps the folders that tell images from masks where several paths are given', async () => {
    const paths = ['set/masks', 'set/raw', 'set/alone.tif', 'set/raw/2.png'].map((path) =>
      join(folder, path),
    );
    expect((await inspected(paths)).names.sort()).toEqual([
      'alone.tif',
      'masks/2.png',
      'raw/10.png',
      'raw/2.png',
    ]);
  });

  it('prints one line with --json, wherever it stands, and the same indented without', async () => {
    const unpaired = [{ path: 'x.png', page: 0, pages: 1, reason: 'no image carries this name' }];
    const dataset = { ...EMPTY_DATASET, unpaired };
    const expected = {
      files: [],
      pairs: [],
      findings: [],
      unpaired: [{ path: 'x.png', role: 'other', reason: 'no image carries this name' }],
    };
    const { printed, lines } = await inspected([join(folder, 'set'), '--json'], dataset);
    expect(printed).toBe(JSON.stringify(expected));
    expect(lines).toEqual(['0 files, 0 pairs, 0 findings\n']);
    expect((await inspected([join(folder, 'set')], dataset)).printed).toBe(JSON.stringify(expected, null, 2));
  });

  it.for([
    [['--json'], 'bad-option'],
    [['--deep', 'x'], 'bad-option'],
    [['/nowhere/at/all.png'], 'unreadable-file'],
  ] as const)('refuses %j with %s', async ([args, code]) => {
    await expect(inspected(args)).rejects.toMatchObject({ code });
  });
});
