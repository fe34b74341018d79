import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitWithin, pickLabels, shrinkRgba } from './resize';

describe('resize', () => {
  it('fits the longer side and never enlarges', () => {
    expect(fitWithin({ width: 400, height: 100 }, 96)).toEqual({ width: 96, height: 24 });
    expect(fitWithin({ width: 10, height: 5000 }, 96)).toEqual({ width: 1, height: 96 });
    expect(fitWithin({ width: 30, height: 20 }, 96)).toEqual({ width: 30, height: 20 });
  });

  it('averages what a pixel covers and picks labels at its centre', () => {
    const grey = [0, 100, 50, 250, 20, 80, 30, 70];
    const rgba = Uint8ClampedArray.from(grey.flatMap((v) => [v, v, v, 255]));
    const [from, to] = [
      { width: 4, height: 2 },
      { width: 2, height: 1 },
    ];
    expect([...shrinkRgba(rgba, from, to)]).toEqual([50, 50, 50, 255, 100, 100, 100, 255]);
    expect([...pickLabels(Uint8Array.of(0, 0, 0, 0, 1, 2, 3, 4), from, to)]).toEqual([2, 4]);
  });

  it('keeps a flat image flat at any size', () => {
    const side = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(side, side, side, (width, height, longest) => {
        const to = fitWithin({ width, height }, longest);
        const flat = new Uint8ClampedArray(width * height * 4).fill(77);
        expect(new Set(shrinkRgba(flat, { width, height }, to))).toEqual(new Set([77]));
      }),
    );
  });
});
