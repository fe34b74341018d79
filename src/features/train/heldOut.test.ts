import { describe, expect, it } from 'vitest';
import { EMPTY_DATASET, type ImageItem } from '../../domain/data';
import { makeImage } from '../../engine/fakeResults';
import { heldOutImages, nameList, roleOf } from './heldOut';

function image(name: string, labelled: boolean): ImageItem {
  const image = makeImage(name);
  return labelled ? image : { ...image, mask: null };
}

const dataset = {
  ...EMPTY_DATASET,
  images: [image('a', true), image('b', true), image('c', false), image('d', true)],
};

describe('heldOutImages', () => {
  it('takes labelled images from the end', () => {
    expect(heldOutImages(dataset, 2).map(({ name }) => name)).toEqual(['b', 'd']);
    expect(heldOutImages(dataset, 0)).toEqual([]);
  });

  it('takes what there is', () => {
    expect(heldOutImages(dataset, 9).map(({ name }) => name)).toEqual(['a', 'b', 'd']);
    expect(heldOutImages(EMPTY_DATASET, 1)).toEqual([]);
  });
});

describe('roleOf', () => {
  it('tells what a run does with an image', () => {
    const held = heldOutImages(dataset, 1);
    expect(dataset.images.map((item) => roleOf(item, held))).toEqual([
      'train',
      'train',
      'unlabelled',
      'held-out',
    ]);
  });
});

describe('nameList', () => {
  it('names the first and counts the rest', () => {
    expect(nameList(['a', 'b', 'c', 'd'])).toBe('a, b and 2 more');
    expect(nameList(['a', 'b'])).toBe('a and b');
    expect(nameList([])).toBe('');
  });
});
