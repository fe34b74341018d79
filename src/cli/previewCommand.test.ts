/** The contact sheet as the command line writes it, from files of its own. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { previewCommand } from './previewCommand';

const SIDE = 48;
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'studio-preview-'));
  for (const folder of ['images', 'masks']) {
    await mkdir(join(root, folder));
    const data = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => {
      const inside = at % SIDE > 10 && at % SIDE < 30;
      return folder === 'masks' ? (inside ? 255 : 0) : (inside ? 180 : 60) + (at % 17);
    });
    const bytes = encode({ width: SIDE, height: SIDE, data, channels: 1, depth: 8 });
    await writeFile(join(root, folder, '1.png'), bytes);
  }
});

afterAll(() => rm(root, { recursive: true }));

function preview(...options: string[]): Promise<string> {
  const where = ['--images', join(root, 'images'), '--masks', join(root, 'masks'), '--tile', '32'];
  return previewCommand([...where, ...options]);
}

test('writes a sheet of the layers asked for, the same for a seed and another for another', async () => {
  const sheet = async (name: string, ...options: string[]) => {
    const result = JSON.parse(await preview('--out', join(root, name), ...options));
    const bytes = await readFile(join(root, name));
    const { width, height } = decode(bytes);
    expect([width, height]).toEqual([result.width, result.height]);
    return { bytes, ...result };
  };
  const all = await sheet('all.png');
  expect(all).toMatchObject({ patches: 12, layers: ['image', 'labels', 'grid', 'weights'] });
  const one = await sheet('one.png', '--layers', 'image', '--preset', 'none', '--seed', '3');
  const again = await sheet('again.png', '--layers', 'image', '--preset', 'none', '--seed', '3');
  const other = await sheet('other.png', '--layers', 'image', '--preset', 'none', '--seed', '4');
  expect(one.bytes.equals(again.bytes)).toBe(true);
  expect(one.bytes.equals(other.bytes)).toBe(false);
});

test('names a layer or preset that is none', async () => {
  const out = join(root, 'none.png');
  await expect(preview('--out', out, '--layers', 'colours')).rejects.toMatchObject({ code: 'bad-option' });
  for (const preset of ['wild', 'toString']) {
    await expect(preview('--out', out, '--preset', preset)).rejects.toMatchObject({ code: 'bad-option' });
  }
});
