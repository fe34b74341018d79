/** Pixels under every kind of reading, what cleaning changes, and the picture of a mask before it was read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MaskReading, OBJECTS_PER_CLASS } from '../../domain/labels';
import { classPixels, classShares, valueMeaning } from '../../imaging/valueMeaning';
import { maskOf } from '../../testing/drawMasks';
import { maskColours } from './maskColours';
import { changedByCleaning, toLabelMap } from './toLabelMap';

const classes = (lists: number[][], ignore: number[] = [], clean = false): MaskReading => ({
  kind: 'classes',
  classes: lists,
  ignore,
  clean,
});
const instances: MaskReading = { kind: 'instances', words: [], ignore: [], separate: false };
const bytes = (...values: number[]) => maskOf(Uint8Array.from(values));

describe('classes', () => {
  it("are numbered in the reading's order, merged ones alike; what is not listed counts nowhere", () => {
    const map = toLabelMap(bytes(0, 11, 255, 3, 0, 7, 0, 0, 0), classes([[11, 7], [0]], [255]));
    expect(map.classes).toEqual(Uint8Array.of(1, 0, 0, 0, 1, 0, 1, 1, 1));
    expect(map.ignore).toEqual(Uint8Array.of(0, 0, 1, 1, 0, 0, 0, 0, 0));
    expect(map.instances).toBeNull();
  });

  it('take unlisted values to the nearest listed one where they are cleaned, ignored ones among these', () => {
    const reading = classes([[0], [100]], [255], true);
    const mask = bytes(0, 49, 51, 177, 178, 255, 100, 50, 0);
    const map = toLabelMap(mask, reading);
    expect(map.classes).toEqual(Uint8Array.of(0, 0, 1, 1, 0, 0, 1, 0, 0));
    expect(map.ignore).toEqual(Uint8Array.of(0, 0, 0, 0, 1, 1, 0, 0, 0));
    expect(changedByCleaning(mask, reading)).toEqual(Uint8Array.of(0, 1, 1, 1, 1, 0, 0, 1, 0));
    expect(changedByCleaning(mask, classes([[0], [100]]))).toBeNull();
    expect(changedByCleaning(bytes(0, 100, 255, 0), reading)).toBeNull();
  });

  it('of colours are nearest in RGB, and take grey and palette masks by their colour', () => {
    const reading: MaskReading = {
      ...classes([[0x000000], [0x0000ff], [0xffffff]], [], true),
      colours: true,
    } as MaskReading;
    const packed = maskOf(Uint32Array.of(0x000000, 0x1010e0, 0xf0f0f0, 0x0000ff), 'colours');
    expect(toLabelMap(packed, reading).classes).toEqual(Uint8Array.of(0, 1, 2, 1));
    expect(toLabelMap(bytes(0, 255, 255, 0), reading).classes).toEqual(Uint8Array.of(0, 2, 2, 0));
    const indexed = maskOf(Uint8Array.of(0, 1, 1, 0), 'palette', [0, 0, 255, 255, 255, 255]);
    expect(toLabelMap(indexed, reading).classes).toEqual(Uint8Array.of(1, 2, 2, 1));
  });

  it('may be of fractions and of values below zero', () => {
    const mask = maskOf(Float32Array.of(-1, 0.5, 1, Number.NaN));
    const map = toLabelMap(mask, classes([[0.5], [1]], [-1], true));
    expect(map.classes).toEqual(Uint8Array.of(0, 0, 1, 0));
    expect(map.ignore).toEqual(Uint8Array.of(1, 0, 0, 1));
    expect(changedByCleaning(mask, classes([[0.5], [1]], [-1], true))).toBeNull();
  });

  it('agree with the meaning of each value and with the shares, in every sample type', () => {
    const readings = [classes([[0], [2, 9]], [5]), classes([[0], [2, 9]], [5], true), instances];
    const arrays = [Uint8Array, Uint16Array, Uint32Array, Int16Array, Float32Array];
    const value = fc.constantFrom(0, 1, 2, 3, 5, 6, 9, 200);
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 16, maxLength: 16 }),
        fc.constantFrom(...readings),
        fc.constantFrom(...arrays),
        (values, reading, array) => {
          const { classes: found, ignore } = toLabelMap(maskOf(array.from(values)), reading);
          const meaning = valueMeaning(reading);
          values.forEach((own, i) => {
            expect(ignore?.[i] === 1 ? null : found[i]).toBe(meaning(own));
          });
          const counted = [...found].filter((_, i) => ignore?.[i] !== 1);
          const pixels = values.map((own) => ({ value: own, pixels: 1 }));
          const shares = classShares(classPixels(pixels, reading));
          shares.forEach((share, index) => {
            const own = counted.filter((label) => label === index).length;
            expect(share).toBeCloseTo(counted.length === 0 ? 0 : own / counted.length, 12);
          });
        },
      ),
    );
  });
});

describe('objects', () => {
  it('keep their numbers beside one class', () => {
    const map = toLabelMap(maskOf(Uint16Array.of(0, 7, 300, 9)), { ...instances, ignore: [9] });
    expect(map.classes).toEqual(Uint8Array.of(0, 1, 1, 0));
    expect(map.instances).toEqual(Uint32Array.of(0, 7, 300, 0));
    expect(map.ignore).toEqual(Uint8Array.of(0, 0, 0, 1));
  });

  it('have the classes that the names of their files say', () => {
    const mask = maskOf(Uint32Array.of(0, 1, OBJECTS_PER_CLASS + 2, OBJECTS_PER_CLASS + 3), 'objects');
    const map = toLabelMap(mask, { ...instances, words: ['circle', 'square'] });
    expect(map.classes).toEqual(Uint8Array.of(0, 1, 2, 2));
    expect(new Set(map.instances)).toEqual(new Set([0, 1, OBJECTS_PER_CLASS + 2, OBJECTS_PER_CLASS + 3]));
  });
});

describe('the picture before', () => {
  const greys = (mask: ReturnType<typeof bytes>) => [...maskColours(mask)].filter((_, i) => i % 4 === 0);

  it('shows bright greys as they are and stretches dark and deep ones', () => {
    expect(greys(bytes(0, 100, 128, 255))).toEqual([0, 100, 128, 255]);
    expect(greys(bytes(0, 1, 1, 0))).toEqual([0, 255, 255, 0]);
    expect(greys(maskOf(Uint16Array.of(0, 600, 300, 0)))).toEqual([0, 255, 128, 0]);
    expect(greys(bytes(3, 3, 3, 3))).toEqual([0, 0, 0, 0]);
  });

  it('shows colours and palettes', () => {
    expect([...maskColours(maskOf(Uint32Array.of(0x010203), 'colours'))]).toEqual([1, 2, 3, 255]);
    expect([...maskColours(maskOf(Uint8Array.of(1), 'palette', [0, 0, 0, 7, 8, 9]))]).toEqual([7, 8, 9, 255]);
  });
});
