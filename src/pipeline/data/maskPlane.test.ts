/** Decoded planes as one mask: what collapses, what is packed, how one file an object is joined, what is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import { OBJECTS_PER_CLASS } from '../../domain/labels';
import type { Raster } from '../../domain/raster';
import { maskOf, rgbOf } from '../../testing/drawMasks';
import { wordClassesOf } from './joinObjects';
import { maskPlane } from './maskPlane';

const plane = (raster: Raster) => maskPlane([raster], [], []);

function interleaved(channels: number, ...data: number[]): Raster {
  return { width: data.length / channels, height: 1, channels, type: 'uint8', data: Uint8Array.from(data) };
}

describe('one plane', () => {
  it('keeps one channel, and a palette its indices', () => {
    expect(plane(maskOf(Uint16Array.of(0, 7, 300, 0)))).toMatchObject({
      coding: 'values',
      type: 'uint16',
      data: Uint16Array.of(0, 7, 300, 0),
    });
    const indexed = plane(maskOf(Uint8Array.of(0, 1, 1, 0), 'values', [0, 0, 0, 9, 8, 7]));
    expect(indexed).toMatchObject({ coding: 'palette', data: Uint8Array.of(0, 1, 1, 0) });
  });

  it('collapses equal channels, whatever alpha says', () => {
    expect(plane(interleaved(3, 7, 7, 7, 9, 9, 9)).data).toEqual(Uint8Array.of(7, 9));
    expect(plane(interleaved(4, 7, 7, 7, 0, 9, 9, 9, 255)).data).toEqual(Uint8Array.of(7, 9));
    expect(plane(interleaved(2, 7, 255, 9, 0)).data).toEqual(Uint8Array.of(7, 9));
  });

  it('takes alpha where there is but one colour', () => {
    expect(plane(interleaved(4, 1, 2, 3, 0, 1, 2, 3, 255)).data).toEqual(Uint8Array.of(0, 255));
  });

  it('packs colours, deep ones by their high byte', () => {
    const colours = [0x000000, 0xff0000, 0x00ff00, 0x010203];
    expect(plane(rgbOf(colours))).toMatchObject({ coding: 'colours', data: Uint32Array.from(colours) });
    const deep: Raster = {
      width: 1,
      height: 1,
      channels: 3,
      type: 'uint16',
      data: Uint16Array.of(0xffff, 0x1234, 0),
    };
    expect(plane(deep).data).toEqual(Uint32Array.of(0xff1200));
  });

  it('takes channels that differ by rounding for grey, and an index in one channel not', () => {
    expect(plane(rgbOf([0x000100, 0xfffeff, 0xfffdfe, 0]))).toMatchObject({
      coding: 'values',
      data: Uint8Array.of(0, 255, 254, 0),
    });
    expect(plane(rgbOf([0, 0x010000, 0x020000, 0])).coding).toBe('colours');
  });

  it('refuses a photograph and says why', () => {
    const rng = rngStream(1, 'test', 0, 0);
    const noise = maskOf(Uint8Array.from({ length: 4096 }, () => rng.below(256)));
    expect(() => maskPlane([noise], [], [], 'a/b.png')).toThrow(
      expect.objectContaining({
        code: 'mask-unreadable',
        subject: 'a/b.png',
        message: expect.stringContaining('256 values'),
      }),
    );
    const fractions = maskOf(Float32Array.from({ length: 4096 }, () => rng.next()));
    expect(() => plane(fractions)).toThrow(expect.objectContaining({ code: 'mask-unreadable' }));
  });
});

const square = (...data: number[]) => maskOf(Uint8Array.from(data));

describe('one file an object', () => {
  it('numbers objects in the order of their files', () => {
    const joined = maskPlane([square(255, 0, 0, 0), square(0, 0, 0, 1)], [null, null], []);
    expect(joined).toMatchObject({ coding: 'objects', data: Uint32Array.of(1, 0, 0, 2) });
  });

  it('joins even a single file whose name says a class', () => {
    const words = wordClassesOf(['square', 'circle', null]);
    expect(words).toEqual(['circle', 'square', 'object']);
    expect(maskPlane([square(0, 9, 9, 0)], ['square'], words).data).toEqual(
      Uint32Array.of(0, OBJECTS_PER_CLASS + 1, OBJECTS_PER_CLASS + 1, 0),
    );
    expect(maskPlane([square(0, 0, 9, 0)], [null, null], words).coding).toBe('values');
    expect(wordClassesOf([null, null])).toEqual([]);
  });

  it('keeps the smaller of two that overlap on top, of equals the earlier', () => {
    const large = square(1, 1, 1, 0);
    const small = square(0, 1, 0, 0);
    expect(maskPlane([large, small], [], []).data).toEqual(Uint32Array.of(1, 2, 1, 0));
    expect(maskPlane([small, large], [], []).data).toEqual(Uint32Array.of(2, 1, 2, 0));
    expect(maskPlane([small, small], [], []).data).toEqual(Uint32Array.of(0, 1, 0, 0));
  });

  it('takes for the object what lies above half of the largest value', () => {
    expect(maskPlane([square(250, 130, 90, 4), square(0, 0, 0, 0)], [], []).data).toEqual(
      Uint32Array.of(1, 1, 0, 0),
    );
  });

  it('covers the union of its files, whatever their order', () => {
    const file = fc.array(fc.constantFrom(0, 255), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(file, { minLength: 2, maxLength: 5 }), (files) => {
        const join = (list: number[][]) =>
          maskPlane(
            list.map((data) => square(...data)),
            [],
            [],
          );
        const covered = Uint8Array.from({ length: 9 }, (_, i) =>
          Number(files.some((data) => data[i] === 255)),
        );
        for (const order of [files, files.toReversed()]) {
          expect(Uint8Array.from(join(order).data, (value) => Number(value > 0))).toEqual(covered);
        }
      }),
    );
  });

  it('refuses files of different sizes', () => {
    expect(() => maskPlane([square(0, 1, 0, 0), square(1)], [], [])).toThrow(
      expect.objectContaining({ code: 'mask-unreadable' }),
    );
  });
});
