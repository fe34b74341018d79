import { expect, test } from 'vitest';
import { EMPTY_DATASET, type ImageItem } from '../../domain/data';
import { DEFAULT_TRAIN } from '../../domain/train';
import { makeImage } from '../../engine/fakeResults';
import { nameList, roleText } from './imageRole';

const unlabelled: ImageItem = { ...makeImage('c'), mask: null };
const dataset = { ...EMPTY_DATASET, images: [makeImage('a'), makeImage('b'), unlabelled, makeImage('d')] };
const roles = (change: object) =>
  dataset.images.map((image) => roleText(image, dataset, { ...DEFAULT_TRAIN, ...change }));

test('the last labelled images are held out, blocks of all, or whom the seed will draw', () => {
  const none = 'No mask: not used in training';
  expect(roles({ split: 'last', validationImages: 1 })).toEqual([
    'Trained on',
    'Trained on',
    none,
    'Held out: never trained on',
  ]);
  expect(roles({ split: 'last', validationImages: 0 }).filter((role) => role === 'Trained on')).toHaveLength(
    3,
  );
  expect(roles({ split: 'spatial' })[0]).toBe('A block of it is held out');
  expect(roles({ split: 'blocks', folds: 3, fold: 0 })[0]).toBe('Held out: never trained on');
});

test('names the first and counts the rest', () => {
  expect(nameList(['a', 'b', 'c', 'd'])).toBe('a, b and 2 more');
  expect(nameList(['a', 'b'])).toBe('a and b');
  expect(nameList([])).toBe('');
});
