import { expect, it } from 'vitest';
import { unpairedFiles } from './unpairedFiles';

it('counts the pages of a stack instead of listing them', () => {
  const page = (path: string, index: number, reason: string) => ({ path, page: index, reason });
  const pages = [page('a.tif', 0, 'x'), page('b.png', 0, 'x'), page('a.tif', 1, 'x'), page('a.tif', 2, 'y')];
  expect(unpairedFiles(pages)).toEqual([
    { path: 'a.tif', reason: 'x', pages: 2 },
    { path: 'b.png', reason: 'x', pages: 1 },
    { path: 'a.tif', reason: 'y', pages: 1 },
  ]);
});
