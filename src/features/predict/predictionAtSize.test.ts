import { expect, test } from 'vitest';
import { predictionAtSize } from './predictionAtSize';

const small = {
  imageId: 'a',
  width: 2,
  height: 1,
  classes: 2,
  labels: Uint8Array.of(0, 1),
  probabilities: Uint8Array.of(255, 5, 0, 250),
};

test('repeats pixels, class by class, where the view is larger', () => {
  const found = predictionAtSize(small, { width: 4, height: 2 });
  expect(found).toEqual({
    ...small,
    width: 4,
    height: 2,
    labels: Uint8Array.of(0, 0, 1, 1, 0, 0, 1, 1),
    probabilities: Uint8Array.of(255, 255, 5, 5, 255, 255, 5, 5, 0, 0, 250, 250, 0, 0, 250, 250),
  });
});

test('is the prediction itself where the sizes agree', () => {
  expect(predictionAtSize(small, { width: 2, height: 1 })).toBe(small);
});
