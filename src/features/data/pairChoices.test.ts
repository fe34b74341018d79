import { describe, expect, it } from 'vitest';
import type { ImageItem, PlaneSource } from '../../domain/data';
import { makeImage } from '../../engine/fakeResults';
import { attach, attachFile, forgetting, unpairedFiles, withoutMask } from './pairChoices';

const plane = (path: string, page = 0, pages = 1): PlaneSource => ({ path, page, pages });

const image = (id: string, source: PlaneSource, planes: readonly PlaneSource[] = []): ImageItem => {
  const mask = planes.length > 0 ? { planes, words: planes.map(() => null) } : null;
  return { ...makeImage(id), id, source, mask };
};

describe('attaching a mask', () => {
  it('takes the place of the present one and of the choice before', () => {
    const one = image('a.png', plane('a.png'), [plane('old.png')]);
    const before = [
      { imageId: 'a.png', maskIds: ['older.png'] },
      { imageId: 'b.png', maskIds: [] },
    ];
    expect(attach(before, one, ['new.png'])).toEqual([
      { imageId: 'b.png', maskIds: [] },
      { imageId: 'a.png', maskIds: ['new.png'] },
    ]);
  });

  it('joins the others where there is one file an object, and none twice', () => {
    const many = image('a.png', plane('a.png'), [plane('m1.png'), plane('m2.png')]);
    expect(attach([], many, ['m3.png'])).toEqual([
      { imageId: 'a.png', maskIds: ['m1.png', 'm2.png', 'm3.png'] },
    ]);
    expect(attach([], many, ['m2.png'])[0]?.maskIds).toEqual(['m1.png', 'm2.png']);
  });
});

it('detaching says "no mask"; forgetting leaves it to the names', () => {
  const detached = withoutMask([{ imageId: 'a', maskIds: ['m'] }], ['a', 'm']);
  expect(detached).toEqual([
    { imageId: 'a', maskIds: [] },
    { imageId: 'm', maskIds: [] },
  ]);
  expect(forgetting(detached, 'a')).toEqual([{ imageId: 'm', maskIds: [] }]);
});

describe('a file of masks', () => {
  const unpaired = (path: string, page: number, pages: number, reason = 'x') => ({
    path,
    page,
    pages,
    reason,
  });

  it('is one entry with its pages, and one more for another reason', () => {
    expect(
      unpairedFiles([
        unpaired('a.tif', 0, 3),
        unpaired('b.png', 0, 1),
        unpaired('a.tif', 1, 3),
        unpaired('a.tif', 2, 3, 'y'),
      ]),
    ).toEqual([
      { path: 'a.tif', reason: 'x', planeIds: ['a.tif#0', 'a.tif#1'] },
      { path: 'b.png', reason: 'x', planeIds: ['b.png'] },
      { path: 'a.tif', reason: 'y', planeIds: ['a.tif#2'] },
    ]);
  });

  it('goes page by page to the images of a file with as many, and to no other', () => {
    const pages = [0, 1].map((page) => image(`s.tif#${page}`, plane('s.tif', page, 2)));
    const images = [...pages, image('a.png', plane('a.png'))];
    const file = { planeIds: ['m.tif#0', 'm.tif#1'] };
    expect(attachFile([], images, 's.tif#1', file)).toEqual([
      { imageId: 's.tif#0', maskIds: ['m.tif#0'] },
      { imageId: 's.tif#1', maskIds: ['m.tif#1'] },
    ]);
    expect(attachFile([], images, 'a.png', file)).toBeNull();
    expect(attachFile([], images, 'a.png', { planeIds: ['m.png'] })).toHaveLength(1);
    expect(attachFile([], images, 'gone.png', { planeIds: ['m.png'] })).toBeNull();
  });
});
