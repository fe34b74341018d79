/** Names that could mean several things, or nothing: what is taken for what, and what is left alone. */
import { describe, expect, it } from 'vitest';
import { aloneOf, pairing, pairsOf, single, stack } from '../../testing/pairedNames';
import { pairPlanes } from './pairPlanes';

describe('doubtful names', () => {
  it('a folder without hints holds images without masks', () => {
    expect(pairsOf(['b.png', 'a.png', 'c.tif'])).toEqual({ 'a.png': null, 'b.png': null, 'c.tif': null });
    expect(pairing(['a.png']).pairs[0]?.reason).toBe('no masks are loaded');
  });

  it('files that would all be masks are images', () => {
    expect(pairsOf(['label_free_1.png', 'label_free_2.png'])).toEqual({
      'label_free_1.png': null,
      'label_free_2.png': null,
    });
  });

  it('a mask word in the name of every image says nothing', () => {
    const paths = [1, 2].flatMap((i) => [`images/label_free_${i}.png`, `masks/label_free_${i}.png`]);
    expect(pairsOf([...paths, 'readme.png'])['images/label_free_1.png']).toBe('masks/label_free_1.png');
    expect(pairsOf(['label_free_1.png', 'label_free_1_mask.png'])).toEqual({
      'label_free_1.png': 'label_free_1_mask.png',
    });
  });

  it('masks lie in the folder of images, and images in one of masks', () => {
    expect(pairsOf(['images/a.png', 'images/a_mask.png', 'b.png'])['images/a.png']).toBe('images/a_mask.png');
    expect(pairsOf(['masks/a.png', 'masks/a_mask.png', 'b.png'])['masks/a.png']).toBe('masks/a_mask.png');
  });

  it('what the folder of the whole drop is called says nothing', () => {
    expect(pairsOf(['segmentation/a.png', 'segmentation/a_mask.png'])).toEqual({
      'segmentation/a.png': 'segmentation/a_mask.png',
    });
  });

  it('masks of missing images are not objects of the one that is there', () => {
    const paths = ['images/05.png', ...[3, 4, 5].map((index) => `masks/0${index}.png`)];
    expect(pairsOf(paths)).toEqual({ 'images/05.png': 'masks/05.png' });
    expect(Object.values(aloneOf(paths))).toEqual(Array(2).fill('no image carries this name'));
    expect(pairsOf(['images/05.png', 'masks/03.png'])).toEqual({ 'images/05.png': null });
  });

  it('a mask is not given to the image that happens to be left over', () => {
    const paths = ['images/a.png', 'images/b.png', 'masks/a.png', 'masks/c.png'];
    expect(pairsOf(paths)).toEqual({ 'images/a.png': 'masks/a.png', 'images/b.png': null });
  });

  it('a mask that fits two images is given to neither', () => {
    const paths = ['x/images/7.png', 'y/images/7.png', 'masks/7.png'];
    expect(aloneOf(paths)).toEqual({ 'masks/7.png': 'it could belong to x/images/7.png or y/images/7.png' });
  });

  it('one picture in two kinds of file gets one mask, at the kind that keeps every bit', () => {
    expect(pairsOf(['a.tif', 'a.jpg', 'a_mask.png'])).toEqual({ 'a.jpg': null, 'a.tif': 'a_mask.png' });
  });

  it('a stack and its labels in a copy of another name', () => {
    const { pairs } = pairPlanes([...stack('train-volume.tif', 2), ...stack('train-labels_lzw.tif', 2)], []);
    expect(pairs.map(({ mask }) => mask?.planes[0]?.page)).toEqual([0, 1]);
    expect(pairs[0]?.reason).toBe('its name has the words of train-volume and more, page by page');
  });

  it('a stack and its labels that differ in pages say which stay alone', () => {
    const { pairs, unpaired } = pairPlanes([...stack('volume.tif', 2), ...stack('labels.tif', 3)], []);
    expect(pairs.map(({ mask }) => mask?.planes[0]?.page)).toEqual([0, 1]);
    expect(unpaired).toEqual([{ path: 'labels.tif', page: 2, pages: 3, reason: 'volume.tif has no page 3' }]);
    const short = pairPlanes([...stack('volume.tif', 3), ...stack('labels.tif', 2)], []);
    expect(short.pairs.map(({ reason }) => reason).at(-1)).toBe('its mask file has no page 3');
  });

  it.for([0, 1])('a stack and a folder of as many masks, numbered from %i', (from) => {
    const masks = [0, 1, 2, 10].slice(0, 3).map((i) => single(`masks/m${i + from}.png`));
    const deep = pairPlanes([...stack('brain.tif', 3), ...masks], []);
    expect(deep.pairs.map(({ mask }) => mask?.planes)).toEqual(masks.map((mask) => [mask]));
    expect(deep.pairs[0]?.reason).toBe('brain.tif has as many pages as masks/ has files, by number');

    const images = masks.map(({ path }) => single(path.replace('masks/m', 'raw/frame')));
    const flat = pairPlanes([...images, ...stack('truth_of_film.tif', 3)], []);
    expect(flat.pairs.map(({ mask }) => mask?.planes[0]?.page)).toEqual([0, 1, 2]);
    expect(flat.unpaired).toEqual([]);
  });

  it('a stack and a folder of another number of masks stay apart', () => {
    const masks = [0, 1, 3].map((i) => single(`masks/m${i}.png`));
    const { pairs, unpaired } = pairPlanes([...stack('brain.tif', 3), ...masks], []);
    expect(pairs.map(({ mask }) => mask)).toEqual([null, null, null]);
    expect(unpaired.length).toBe(3);
  });

  it('what a hash happens to spell says nothing', () => {
    const names = ['cju2gt5qkwl35piu0993', 'cju0seg7kwl35piu0991', '3f2a1b4c-00e1-4d2c-9a7f-0123456789ab'];
    const paths = names.flatMap((name) => [`images/${name}.jpg`, `masks/${name}.jpg`]);
    for (const name of names) expect(pairsOf(paths)[`images/${name}.jpg`]).toBe(`masks/${name}.jpg`);
    // Beside the file of the same end: its last digits are no number of an image.
    expect(
      pairsOf(['images/a 1.jpg', 'images/b 2.jpg', `masks/${names[0]}.jpg`])['images/a 1.jpg'],
    ).toBeNull();
  });

  it('images come in natural order', () => {
    expect(Object.keys(pairsOf(['x/10.png', 'x/2.png', 'x/1.png']))).toEqual([
      'x/1.png',
      'x/2.png',
      'x/10.png',
    ]);
  });
});
