import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OBJECT_ERRORS, type ObjectErrors } from '../../../domain/objects';
import { blotches, mapOf } from '../../../testing/objectMaps';
import { keepRims } from '../../../ui/rims';
import { ERROR_LOOK } from './objectErrorLook';
import { clearBetween, objectErrorLayer } from './objectLayers';

const COUNTS = { right: 0, missed: 0, false: 0, merged: 0, split: 0 };

function opaque(pixels: number): Uint8ClampedArray<ArrayBuffer> {
  return new Uint8ClampedArray(4 * pixels).fill(255);
}

/** `#` where a layer is drawn. */
function drawn(rgba: Uint8ClampedArray, width: number): string[] {
  const marks = Array.from({ length: rgba.length / 4 }, (_, at) => (rgba[4 * at + 3] === 0 ? '.' : '#'));
  return Array.from({ length: marks.length / width }, (_, y) =>
    marks.slice(y * width, (y + 1) * width).join(''),
  );
}

describe('objectErrorLayer', () => {
  it('has the colour of each kind and nothing where nothing is wrong or right', () => {
    const errors: ObjectErrors = {
      pixels: Uint8Array.from(OBJECT_ERRORS, (_, kind) => kind),
      counts: COUNTS,
    };
    const rgba = objectErrorLayer(errors);
    const colors = OBJECT_ERRORS.map((_, at) => [...rgba.subarray(4 * at, 4 * at + 4)]);
    expect(colors[0]).toEqual([0, 0, 0, 0]);
    expect(colors[OBJECT_ERRORS.indexOf('missed')]).toEqual([0xd5, 0x5e, 0x00, 255]);
    expect(new Set(Object.values(ERROR_LOOK).map(({ color }) => color)).size).toBe(5);
  });
});

describe('clearBetween', () => {
  it('parts objects that touch and leaves lone ones whole', () => {
    const ids = Uint32Array.of(1, 1, 2, 2, 0, 3, 1, 1, 2, 2, 0, 3);
    const rgba = opaque(12);
    clearBetween(rgba, { ids, width: 6, height: 2, count: 3, classes: Uint8Array.of(0, 1, 1, 1) });
    expect(drawn(rgba, 6)).toEqual(['#.####', '#.####']);
  });
});

describe('keepRims', () => {
  it('keeps the rim of an area within it, and none along the edge of the image', () => {
    const rows = ['0000000', '0222220', '0222220', '0222220', '0000000', '1111111', '1111111', '1111111'];
    const rgba = opaque(56);
    keepRims(rgba, Uint8Array.from(rows.join(''), Number), 7, 8);
    expect(drawn(rgba, 7)).toEqual([
      '.......',
      '.#####.',
      '.#...#.',
      '.#####.',
      '.......',
      '#######',
      '.......',
      '.......',
    ]);
  });

  it('keeps a pixel of an object exactly where one beside it is of something else', () => {
    fc.assert(
      fc.property(blotches, ({ width, height, labels }) => {
        const { ids } = mapOf(labels, width, height);
        const rgba = opaque(ids.length);
        keepRims(rgba, ids, width, height);
        ids.forEach((id, at) => {
          const [x, y] = [at % width, Math.floor(at / width)];
          const around = [
            x > 0 ? ids[at - 1] : id,
            x < width - 1 ? ids[at + 1] : id,
            y > 0 ? ids[at - width] : id,
            y < height - 1 ? ids[at + width] : id,
          ];
          expect(rgba[4 * at + 3] === 255).toBe(id !== 0 && around.some((other) => other !== id));
        });
      }),
    );
  });
});
