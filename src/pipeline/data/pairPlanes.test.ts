/** The names people use, from public datasets, and the laws of pairing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlaneSource } from '../../domain/data';
import { pairPlanes } from './pairPlanes';

const single = (path: string): PlaneSource => ({ path, page: 0, pages: 1 });
const stack = (path: string, pages: number): PlaneSource[] =>
  Array.from({ length: pages }, (_, page) => ({ path, page, pages }));

function pairsOf(paths: readonly string[]): Record<string, string | null> {
  const { pairs } = pairPlanes(paths.map(single));
  return Object.fromEntries(pairs.map(({ image, mask }) => [image.path, mask?.path ?? null]));
}

describe('pairPlanes on names met in the wild', () => {
  it('pairs parallel folders, with numbers not padded (ISBI copies)', () => {
    const paths = [0, 1, 2, 10].flatMap((i) => [`train/image/${i}.png`, `train/label/${i}.png`]);
    const pairs = pairsOf([...paths, 'test/0.png']);
    for (const i of [0, 1, 2, 10]) expect(pairs[`train/image/${i}.png`]).toBe(`train/label/${i}.png`);
    expect(pairs['test/0.png']).toBeNull();
  });

  it('pairs stacks page by page (ISBI challenge)', () => {
    const { pairs, unpaired } = pairPlanes([
      ...stack('train-labels.tif', 30),
      ...stack('train-volume.tif', 30),
    ]);
    expect(pairs.length).toBe(30);
    expect(unpaired).toEqual([]);
    for (const { image, mask } of pairs) {
      expect(image.path).toBe('train-volume.tif');
      expect(mask).toEqual({ path: 'train-labels.tif', page: image.page, pages: 30 });
    }
    expect(pairs[0]?.reason).toMatch(/page by page/);
  });

  it('pairs by number where only some frames have a mask (Cell Tracking Challenge)', () => {
    const pairs = pairsOf(['01/t001.tif', '01/t002.tif', '01_GT/SEG/man_seg002.tif', '02/t002.tif']);
    expect(pairs).toEqual({
      '01/t001.tif': null,
      '01/t002.tif': '01_GT/SEG/man_seg002.tif',
      '02/t002.tif': null,
    });
  });

  it('takes the manual labels, not the field of view (DRIVE)', () => {
    const paths = ['images/21_training.tif', '1st_manual/21_manual1.gif', 'mask/21_training_mask.gif'];
    const { pairs, unpaired } = pairPlanes(paths.map(single));
    expect(pairs[0]?.mask?.path).toBe('1st_manual/21_manual1.gif');
    expect(unpaired).toEqual([
      { path: 'mask/21_training_mask.gif', page: 0, reason: expect.stringContaining('already has') },
    ]);
  });

  it('takes the first of two observers (CHASE_DB1)', () => {
    const paths = ['Image_01L.jpg', 'Image_01L_2ndHO.png', 'Image_01L_1stHO.png', 'Image_01R.jpg'];
    const { pairs, unpaired } = pairPlanes(paths.map(single));
    expect(pairs.map(({ mask }) => mask?.path ?? null)).toEqual(['Image_01L_1stHO.png', null]);
    expect(unpaired.map(({ path }) => path)).toEqual(['Image_01L_2ndHO.png']);
  });

  it.for([
    ['CWFID', 'images/001_image.png', 'masks/001_mask.png'],
    ['CamVid', 'train/0001TP_006690.png', 'trainannot/0001TP_006690.png'],
    ['magnetic tile', 'Imgs/exp1_num_4727.jpg', 'Imgs/exp1_num_4727.png'],
    ['NEUBIAS', 'xy_8bit__mitocheck_incenp_t1.tif', 'xy_8bit_labels__mitocheck_incenp_t1.tif'],
    ['VOC', 'JPEGImages/2011_000003.jpg', 'SegmentationClass/2011_000003.png'],
    ['suffix', 'cells/a1.tif', 'cells/a1_mask.png'],
    ['prefix', 'cells/a1.tif', 'cells/mask_a1.tif'],
    ['case folders', 'case07/image.png', 'case07/mask.png'],
    ['two files', 'embryo.tif', 'labels.tif'],
  ] as const)('%s: %s with %s', ([, image, mask]) => {
    const others = [image, mask].map((path) => path.replace(/\d+(?=\D*$)/, (n) => `${Number(n) + 5}`));
    const all = [...new Set([image, mask, ...others])];
    expect(pairsOf(all)[image]).toBe(mask);
  });

  it('prefers masks over colour annotations (CWFID)', () => {
    const paths = ['images/001_image.png', 'annotations/001_annotation.png', 'masks/001_mask.png'];
    expect(pairsOf(paths)).toEqual({ 'images/001_image.png': 'masks/001_mask.png' });
  });

  it.for([
    ['Kaggle DSB2018', 'ab1/images/ab1.png', ['ab1/masks/ff0.png', 'ab1/masks/0e1.png']],
    ['pycococreator', 'train/1001.jpeg', ['annotations/1001_circle_0.png', 'annotations/1001_square_1.png']],
  ] as const)('%s: says that one file per object is not joined', ([, image, masks]) => {
    const { pairs, unpaired } = pairPlanes([image, ...masks, 'zz/images/zz.png'].map(single));
    expect(pairs.map(({ mask }) => mask)).toEqual([null, null]);
    expect(unpaired.map(({ path }) => path).sort()).toEqual([...masks].sort());
    for (const { reason } of unpaired) expect(reason).toContain('one file per object');
  });
});

describe('pairPlanes on doubtful names', () => {
  it('takes a folder without hints as images without masks', () => {
    expect(pairsOf(['b.png', 'a.png', 'c.tif'])).toEqual({ 'a.png': null, 'b.png': null, 'c.tif': null });
  });

  it('takes files that would all be masks as images', () => {
    expect(pairsOf(['label_free_1.png', 'label_free_2.png'])).toEqual({
      'label_free_1.png': null,
      'label_free_2.png': null,
    });
  });

  it('ignores what the folder of the whole drop is called', () => {
    expect(pairsOf(['segmentation/a.png', 'segmentation/a_mask.png'])).toEqual({
      'segmentation/a.png': 'segmentation/a_mask.png',
    });
  });

  it('does not take the masks of missing images for objects of the one image that is there', () => {
    const paths = ['images/05.png', ...[3, 4, 5].map((index) => `masks/0${index}.png`)];
    const { pairs, unpaired } = pairPlanes(paths.map(single));
    expect(pairs[0]?.mask?.path).toBe('masks/05.png');
    expect(unpaired.map(({ reason }) => reason)).toEqual(Array(2).fill('no image carries this name'));
  });

  it('says which pages of a stack stayed alone', () => {
    const { pairs, unpaired } = pairPlanes([...stack('volume.tif', 2), ...stack('labels.tif', 3)]);
    expect(pairs.map(({ mask }) => mask?.page)).toEqual([0, 1]);
    expect(unpaired).toEqual([{ path: 'labels.tif', page: 2, reason: 'volume.tif has no page 3' }]);
  });

  it('lists images in natural order', () => {
    expect(Object.keys(pairsOf(['x/10.png', 'x/2.png', 'x/1.png']))).toEqual([
      'x/1.png',
      'x/2.png',
      'x/10.png',
    ]);
  });
});

describe('laws of pairing', () => {
  const folder = fc.constantFrom('', 'images/', 'masks/', 'train/label/', 'train/image/', 'gt/');
  const stem = fc.constantFrom('1', '01', 'a_1', 'a_1_mask', 'mask', 'b-2', 'img10', 'seg_10', 'é');
  const path = fc
    .tuple(folder, stem, fc.constantFrom('.png', '.jpg', '.tif'))
    .map(([dir, name, extension]) => dir + name + extension);
  const paths = fc.uniqueArray(path, { maxLength: 14 });

  it('does not depend on the order of the files', () => {
    fc.assert(
      fc.property(
        paths.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(pairPlanes(shuffled.map(single))).toEqual(pairPlanes(list.map(single)));
        },
      ),
    );
  });

  it('puts every plane in exactly one place', () => {
    fc.assert(
      fc.property(paths, (list) => {
        const { pairs, unpaired } = pairPlanes(list.map(single));
        const placed = pairs.flatMap(({ image, mask }) => [image.path, ...(mask ? [mask.path] : [])]);
        expect([...placed, ...unpaired.map((mask) => mask.path)].sort()).toEqual([...list].sort());
      }),
    );
  });
});
