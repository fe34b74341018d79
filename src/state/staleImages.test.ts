/** Which predictions a new dataset leaves behind. */
import { expect, it } from 'vitest';
import { type Dataset, EMPTY_DATASET, type ImageItem, type MaskRef } from '../domain/data';
import { staleImages } from './staleImages';

const NONE: ReadonlySet<string> = new Set();

function maskIn(path: string): MaskRef {
  return { planes: [{ path, page: 0, pages: 1 }], words: [null] };
}

function image(path: string, mask: MaskRef | null): ImageItem {
  const shape = { width: 4, height: 4, channels: 1, storedChannels: 1, type: 'uint8' } as const;
  const source = { path, page: 0, pages: 1 };
  return { id: path, name: path, source, ...shape, pixelSize: null, large: false, mask, reason: '' };
}

function dataset(...images: ImageItem[]): Dataset {
  return { ...EMPTY_DATASET, images };
}

const BEFORE = dataset(image('set/a.png', maskIn('m/a.png')), image('b.png', null));

it('is every image whose file or mask was dropped again, by itself or in a zip', () => {
  expect(staleImages(BEFORE, BEFORE, NONE)).toEqual(new Set());
  expect(staleImages(BEFORE, BEFORE, new Set(['b.png']))).toEqual(new Set(['b.png']));
  expect(staleImages(BEFORE, BEFORE, new Set(['m/a.png']))).toEqual(new Set(['set/a.png']));
  expect(staleImages(BEFORE, BEFORE, new Set(['set.zip']))).toEqual(new Set(['set/a.png']));
  expect(staleImages(BEFORE, BEFORE, new Set(['other.zip', 'se.zip']))).toEqual(new Set());
});

it('is every labelled image with another reading, and each with another mask', () => {
  const reading = { kind: 'classes', classes: [[0], [1]], ignore: [], clean: false } as const;
  expect(staleImages(BEFORE, { ...BEFORE, reading }, NONE)).toEqual(new Set(['set/a.png']));
  const moved = dataset(image('set/a.png', null), image('b.png', maskIn('m/a.png')));
  expect(staleImages(BEFORE, moved, NONE)).toEqual(new Set(['set/a.png', 'b.png']));
});

it('is an image whose labels were drawn, drawn anew or taken off', () => {
  const withDrawn = (drawn?: string) => dataset({ ...image('set/a.png', null), drawn }, image('b.png', null));
  expect(staleImages(withDrawn(), withDrawn('1'), NONE)).toEqual(new Set(['set/a.png']));
  expect(staleImages(withDrawn('1'), withDrawn('2'), NONE)).toEqual(new Set(['set/a.png']));
  expect(staleImages(withDrawn('2'), withDrawn(), NONE)).toEqual(new Set(['set/a.png']));
  expect(staleImages(withDrawn('2'), withDrawn('2'), NONE)).toEqual(new Set());
});
