import { expect, test } from 'vitest';
import { framed, scaledRect } from './tileFrame';

test('frames the border of a part and leaves all else as it was', () => {
  const rgba = framed(null, { width: 5, height: 5 }, { x: 1, y: 1, width: 3, height: 3 });
  const drawn = Array.from({ length: 25 }, (_, at) => (rgba[4 * at + 3] === 255 ? 1 : 0)).join('');
  expect(drawn).toBe(['00000', '01110', '01010', '01110', '00000'].join(''));
  const before = new Uint8ClampedArray(100).fill(7);
  expect([
    ...framed(before, { width: 5, height: 5 }, { x: 4, y: 4, width: 9, height: 9 }).slice(0, 96),
  ]).toEqual(new Array(96).fill(7));
  expect(before[99]).toBe(7);
});

test('a part at the training scale lies where it lies in the image, and within it', () => {
  const image = { width: 100, height: 80 };
  const half = { x: 0.5, y: 0.5 };
  expect(scaledRect({ x: 10, y: 5, width: 20, height: 20 }, half, image)).toEqual({
    x: 20,
    y: 10,
    width: 40,
    height: 40,
  });
  expect(scaledRect({ x: 40, y: 30, width: 64, height: 64 }, half, image)).toEqual({
    x: 80,
    y: 60,
    width: 20,
    height: 20,
  });
});
