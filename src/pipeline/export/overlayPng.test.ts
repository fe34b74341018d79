import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { mapOfRows } from '../../testing/objectMaps';
import { overlayPng } from './overlayPng';

const CLASSES = [
  { name: 'ground', color: '#000000' },
  { name: 'cell', color: '#ff0000' },
];
const ROWS = ['00000', '01110', '01110', '01110', '00000'];

/** A grey of 100 under one square of nine pixels; the colours of each pixel. */
function colours(style: { opacity: number; outlines: boolean; hidden?: number[] }): string[] {
  const objects = mapOfRows(...ROWS);
  const labels = Uint8Array.from(ROWS.join(''), Number);
  // Black and white keep the window from stretching the grey.
  const data = new Uint8Array(25).fill(100);
  data.set([0, 255]);
  const image = { width: 5, height: 5, channels: 1, type: 'uint8', data } as const;
  const png = decode(
    overlayPng({ image, labels, objects }, CLASSES, { hidden: [], channels: null, ...style }),
  );
  expect([png.width, png.height, png.channels, png.depth]).toEqual([5, 5, 3, 8]);
  return Array.from({ length: 25 }, (_, at) => [...png.data.slice(3 * at, 3 * at + 3)].join(' '));
}

describe('overlayPng', () => {
  test('mixes colours by the opacity, the background as well', () => {
    const mixed = colours({ opacity: 0.5, outlines: false });
    expect(mixed[12]).toBe('178 50 50');
    expect(mixed[6]).toBe('178 50 50');
    expect(mixed[24]).toBe('50 50 50');
  });

  test('draws edges in the full colour on the object itself', () => {
    const outlined = colours({ opacity: 0, outlines: true });
    expect(outlined.flatMap((colour, at) => (colour === '255 0 0' ? [at] : []))).toEqual([
      6, 7, 8, 11, 13, 16, 17, 18,
    ]);
    expect(outlined[12]).toBe('100 100 100');
  });

  test('leaves hidden classes out, with their edges', () => {
    expect(colours({ opacity: 1, outlines: true, hidden: [0, 1] })[6]).toBe('100 100 100');
    expect(colours({ opacity: 1, outlines: true, hidden: [0] })[24]).toBe('100 100 100');
  });
});
