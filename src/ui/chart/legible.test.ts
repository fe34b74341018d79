import { expect, test } from 'vitest';
import { hexToRgb } from '../../common/hexToRgb';
import { contrast, legible } from './legible';

test('contrast is the standard’s', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
});

test('a colour that stands out stays; any other is moved until it does', () => {
  expect(legible('#e69f00', 'dark')).toBe('#e69f00');
  for (const color of ['#000000', '#4d4d4d', '#f0e442', '#ffffff', '#191919']) {
    expect(contrast(hexToRgb(legible(color, 'dark')), [25, 25, 25])).toBeGreaterThanOrEqual(3);
    expect(contrast(hexToRgb(legible(color, 'light')), [255, 255, 255])).toBeGreaterThanOrEqual(3);
  }
});
