import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexToRgb } from '../common/hexToRgb';
import { blend, labelsToRgba } from './overlay';

const COLORS = ['#102030', '#ff0080', '#00ff00'];

describe('labelsToRgba', () => {
  it('gives each class its colour and leaves ignored pixels clear', () => {
    const rgba = labelsToRgba(new Uint8Array([0, 1, 2, 1]), new Uint8Array([0, 0, 0, 1]), COLORS);
    expect([...rgba]).toEqual([16, 32, 48, 255, 255, 0, 128, 255, 0, 255, 0, 255, 0, 0, 0, 0]);
  });

  it('leaves hidden classes clear and repeats colours beyond the last', () => {
    const rgba = labelsToRgba(new Uint8Array([0, 4]), null, COLORS, new Set([0]));
    expect([...rgba]).toEqual([0, 0, 0, 0, 255, 0, 128, 255]);
  });

  it('paints nothing without colours', () => {
    expect([...labelsToRgba(new Uint8Array([0, 7]), null, [])]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('reads hex colours as a browser does', () => {
    expect(hexToRgb('#0072b2')).toEqual([0, 114, 178]);
  });
});

describe('blend', () => {
  const pixels = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => new Uint8ClampedArray(bytes));

  it('is the image at opacity 0 and the colour of an opaque overlay at 1', () => {
    fc.assert(
      fc.property(pixels, pixels, (image, overlay) => {
        for (let i = 3; i < 16; i += 4) overlay[i] = 255;
        expect(blend(image, overlay, 0)).toEqual(image);
        const full = blend(image, overlay, 1);
        for (let i = 0; i < 16; i++) expect(full[i]).toBe(i % 4 === 3 ? image[i] : overlay[i]);
      }),
    );
  });

  it('leaves the image where the overlay is clear, and never changes its input', () => {
    fc.assert(
      fc.property(pixels, fc.double({ min: 0, max: 1, noNaN: true }), (image, opacity) => {
        const before = image.slice();
        expect(blend(image, new Uint8ClampedArray(16), opacity)).toEqual(before);
        expect(image).toEqual(before);
      }),
    );
  });
});
