/** The user's corrections of a pairing: they override names, later ones win, and what is gone is skipped. */
import { describe, expect, it } from 'vitest';
import type { PairChoice, PlaneSource } from '../../domain/data';
import { pairPlanes } from './pairPlanes';

const single = (path: string): PlaneSource => ({ path, page: 0, pages: 1 });
const stack = (path: string, pages: number): PlaneSource[] =>
  Array.from({ length: pages }, (_, page) => ({ path, page, pages }));
const choice = (imageId: string, ...maskIds: string[]): PairChoice => ({ imageId, maskIds });

const SET = ['images/1.png', 'images/2.png', 'masks/1.png', 'masks/2.png', 'other/x.png'].map(single);

function chosen(choices: readonly PairChoice[], planes = SET) {
  const { pairs, unpaired } = pairPlanes(planes, choices);
  const masks = pairs.map(({ image, mask, by }) => [
    image.pages > 1 ? `${image.path}#${image.page}` : image.path,
    mask?.planes.map(({ path, page, pages }) => (pages > 1 ? `${path}#${page}` : path)).join(' ') ?? null,
    by,
  ]);
  return { masks, pairs, unpaired };
}

const BY_NAME = [
  ['images/1.png', 'masks/1.png', 'name'],
  ['images/2.png', 'masks/2.png', 'name'],
  ['other/x.png', null, 'name'],
];

describe('choices of masks', () => {
  it('gives an image the plane that is named, whatever its name says', () => {
    const { masks, unpaired, pairs } = chosen([choice('images/1.png', 'other/x.png')]);
    expect(masks).toEqual([
      ['images/1.png', 'other/x.png', 'user'],
      ['images/2.png', 'masks/2.png', 'name'],
    ]);
    expect(pairs[0]?.reason).toBe('your choice');
    expect(unpaired).toEqual([
      { ...single('masks/1.png'), reason: 'by your choice it is not the mask of 1.png' },
    ]);
  });

  it('takes a mask from the image that had it', () => {
    const { masks, pairs } = chosen([choice('images/1.png', 'masks/2.png')]);
    expect(masks).toEqual([
      ['images/1.png', 'masks/2.png', 'user'],
      ['images/2.png', null, 'name'],
      ['other/x.png', null, 'name'],
    ]);
    expect(pairs[1]?.reason).toBe('no mask carries this name');
  });

  it('leaves the former image its next best mask', () => {
    const planes = [...SET, single('annotations/2.png')];
    expect(chosen([choice('other/x.png', 'masks/2.png')], planes).masks).toEqual([
      ['images/1.png', 'masks/1.png', 'name'],
      ['images/2.png', 'annotations/2.png', 'name'],
      ['other/x.png', 'masks/2.png', 'user'],
    ]);
  });

  it('makes a mask of an image, and an image of a mask', () => {
    expect(chosen([choice('masks/1.png', 'images/1.png')]).masks).toEqual([
      ['images/2.png', 'masks/2.png', 'name'],
      ['masks/1.png', 'images/1.png', 'user'],
      ['other/x.png', null, 'name'],
    ]);
  });

  it('takes away a mask', () => {
    const { masks, unpaired } = chosen([choice('images/1.png')]);
    expect(masks[0]).toEqual(['images/1.png', null, 'user']);
    expect(unpaired.map(({ path }) => path)).toEqual(['masks/1.png']);
  });

  it('joins several planes, in natural order, with the classes that their names say', () => {
    const planes = ['a.png', 'x10_cell.png', 'x2_wall.png', 'b.png'].map(single);
    const { masks, pairs } = chosen([choice('a.png', 'x10_cell.png', 'x2_wall.png')], planes);
    expect(masks[0]).toEqual(['a.png', 'x2_wall.png x10_cell.png', 'user']);
    expect(pairs[0]?.mask?.words).toEqual(['x wall', 'x cell']);
  });

  it('works on pages of stacks', () => {
    const planes = [...stack('volume.tif', 3), ...stack('labels.tif', 3)];
    const { masks, unpaired } = chosen([choice('volume.tif#0', 'labels.tif#2')], planes);
    expect(masks).toEqual([
      ['volume.tif#0', 'labels.tif#2', 'user'],
      ['volume.tif#1', 'labels.tif#1', 'name'],
      ['volume.tif#2', null, 'name'],
    ]);
    expect(unpaired).toEqual([
      { path: 'labels.tif', page: 0, pages: 3, reason: 'by your choice it is not the mask of volume.tif' },
    ]);
  });
});

describe('several choices', () => {
  it.for<[string, PairChoice[], unknown[]]>([
    [
      'the later of one image',
      [choice('images/1.png'), choice('images/1.png', 'other/x.png')],
      ['other/x.png', 'masks/2.png'],
    ],
    [
      'the later of one mask',
      [choice('images/1.png', 'other/x.png'), choice('images/2.png', 'other/x.png')],
      ['masks/1.png', 'other/x.png'],
    ],
    [
      'what the later one leaves',
      [choice('images/1.png', 'other/x.png', 'masks/2.png'), choice('images/2.png', 'masks/2.png')],
      ['other/x.png', 'masks/2.png'],
    ],
  ])('%s holds', ([, choices, expected]) => {
    expect(
      chosen(choices)
        .pairs.slice(0, 2)
        .map(({ mask }) => mask?.planes[0]?.path ?? null),
    ).toEqual(expected);
  });

  it('lets a mask become an image again, and the other way round', () => {
    const swapped = [choice('masks/1.png', 'images/1.png'), choice('images/1.png', 'masks/1.png')];
    expect(chosen(swapped).masks).toEqual([['images/1.png', 'masks/1.png', 'user'], ...BY_NAME.slice(1)]);
  });

  it.for<[string, PairChoice]>([
    ['an image', choice('gone.png', 'masks/1.png')],
    ['a mask', choice('images/1.png', 'gone.png')],
    ['a page', choice('images/1.png#4', 'masks/2.png')],
    ['nothing but itself', choice('images/1.png', 'images/1.png')],
  ])('a choice that names %s that is not there is skipped', ([, gone]) => {
    expect(chosen([gone]).masks).toEqual(BY_NAME);
  });
});
