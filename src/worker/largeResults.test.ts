/** Files of large images: which are kept, and that none is left behind. */
import { expect, test } from 'vitest';
import { studioError } from '../common/errors';
import { memoryScratch } from '../pipeline/export/scratch';
import { LargeResults, orDrop } from './largeResults';

async function fileOf(dropped: string[], name: string) {
  const file = await memoryScratch.create();
  await file.append(new TextEncoder().encode(name));
  const drop = async () => {
    dropped.push(name);
  };
  return { suffix: '.tif', file: { ...file, drop } };
}

test('a result that is refused leaves no file, and the former one of its image', async () => {
  const dropped: string[] = [];
  const results = new LargeResults();
  const [former, next] = [await fileOf(dropped, 'former'), await fileOf(dropped, 'next')];
  await results.keep('a.tif', [former]);
  const full = studioError('disk-full', 'It has no room.', 'Free some.', 'a.tif');
  await expect(orDrop([next], () => Promise.reject(full))).rejects.toBe(full);
  expect(dropped).toEqual(['next']);
  const [kept] = await results.files('a.tif');
  expect(await kept?.blob.text()).toBe('former');
  const after = await fileOf(dropped, 'after');
  expect(await orDrop([after], async () => 'summary')).toBe('summary');
  await results.keep('a.tif', [after]);
  expect(dropped).toEqual(['next', 'former']);
  await results.clear();
  expect(dropped).toEqual(['next', 'former', 'after']);
});
