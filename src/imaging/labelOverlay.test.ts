import { describe, expect, test } from 'vitest';
import { parseColor } from './color';
import { labelOverlay } from './labelOverlay';
import { normalisedRgba } from './normalisedRgba';

describe('parseColor', () => {
  test('reads the bytes of #rrggbb', () => {
    expect(parseColor('#E69f00')).toEqual([230, 159, 0]);
    expect(parseColor('#0000ff')).toEqual([0, 0, 255]);
  });

  test.each(['e69f00', '#e69', '#e69f0g', '#e69f0000', ''])('refuses "%s"', (color) => {
    expect(() => parseColor(color)).toThrow('Invariant broken');
  });
});

describe('labelOverlay', () => {
  test('paints classes, and leaves hidden, unknown and ignored pixels transparent', () => {
    const labels = Uint8Array.of(1, 0, 7, 1);
    const rgba = labelOverlay(labels, Uint8Array.of(0, 0, 0, 1), [null, '#e69f00']);
    expect([...rgba]).toEqual([230, 159, 0, 255, ...new Array(12).fill(0)]);
  });

  test('without an ignore mask every pixel is painted', () => {
    expect([...labelOverlay(Uint8Array.of(0), null, ['#010203'])]).toEqual([1, 2, 3, 255]);
  });
});

describe('normalisedRgba', () => {
  test('spans -2.5 sd to 2.5 sd, clamped', () => {
    const grey = normalisedRgba(Float32Array.of(-9, -2.5, 0, 2.5, 9), 1);
    expect([...grey].filter((_, i) => i % 4 === 0)).toEqual([0, 0, 128, 255, 255]);
    expect([...grey].filter((_, i) => i % 4 === 3)).toEqual([255, 255, 255, 255, 255]);
  });

  test('three channels or more are colours, two show the first', () => {
    expect([...normalisedRgba(Float32Array.of(-9, 0, 9, 5), 4)]).toEqual([0, 128, 255, 255]);
    expect([...normalisedRgba(Float32Array.of(9, -9), 2)]).toEqual([255, 255, 255, 255]);
  });
});
