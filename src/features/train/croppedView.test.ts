import { expect, test } from 'vitest';
import { croppedPixels, croppedView } from './croppedView';

test('copies the part out, row by row', () => {
  const labels = Uint8Array.from({ length: 12 }, (_, index) => index);
  const rgba = Uint8ClampedArray.from({ length: 48 }, (_, index) => Math.floor(index / 4));
  const view = { width: 4, height: 3, rgba, labels, ignore: null };
  const rect = { x: 1, y: 1, width: 2, height: 2 };
  expect(croppedView(view, rect)).toEqual({ labels: Uint8Array.of(5, 6, 9, 10), ignore: null });
  expect([...croppedPixels(view, rect)].filter((_, index) => index % 4 === 0)).toEqual([5, 6, 9, 10]);
});
