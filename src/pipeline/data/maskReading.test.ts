/** What values mean: the table of mask kinds, the laws of inference, and the pixels that come of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MaskReading } from '../../domain/labels';
import type { Raster, SampleType } from '../../domain/raster';
import { classShares, inferReading } from './inferReading';
import { countValues, mergeCounts } from './maskValues';
import { toLabelMap } from './toLabelMap';

const counts = (values: readonly number[]) => values.map((value) => ({ value, pixels: 10 }));
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
const classes = (values: number[], ignore: number | null = null): MaskReading => ({
  kind: 'classes',
  values,
  ignore,
});
const objects: MaskReading = { kind: 'instances', ignore: null };

describe('inferReading', () => {
  it.for<[string, number[], SampleType, MaskReading]>([
    ['binary 0/255', [0, 255], 'uint8', classes([0, 255])],
    ['binary 0/1', [0, 1], 'uint8', classes([0, 1])],
    ['one value only', [0], 'uint8', classes([0])],
    ['two values in 16 bits', [0, 65535], 'uint16', classes([0, 65535])],
    ['indices', upTo(12), 'uint8', classes(upTo(12))],
    ['indices with 255', [...upTo(12), 255], 'uint8', classes(upTo(12), 255)],
    ['two indices with 255', [0, 1, 255], 'uint8', classes([0, 1], 255)],
    ['1 and 255', [1, 255], 'uint8', classes([1, 255])],
    ['spread grey levels', [0, 32, 64, 255], 'uint8', classes([0, 32, 64, 255])],
    ['three grey levels', [0, 128, 255], 'uint8', classes([0, 128, 255])],
    ['32 classes', upTo(32), 'uint8', classes(upTo(32))],
    ['32 classes with 255', [...upTo(32), 255], 'uint8', classes(upTo(32), 255)],
    ['33 values', upTo(33), 'uint8', objects],
    ['object numbers in 8 bits', upTo(60), 'uint8', objects],
    ['object numbers in 16 bits', [0, 1, 2, 3], 'uint16', objects],
    ['object numbers with gaps', [0, 7, 300, 1002], 'uint16', objects],
    ['16 bits without background', [1, 2, 3], 'uint16', classes([1, 2, 3])],
    ['object numbers in float', [0, 1, 2], 'float32', objects],
  ])('%s', ([, values, type, expected]) => {
    expect(inferReading(counts(values), [type])).toEqual(expected);
  });

  it('does not depend on the order of values, types or masks', () => {
    const mask = fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(mask, { minLength: 1, maxLength: 5 }), (masks) => {
        const count = (list: number[][]) =>
          mergeCounts(list.map((values) => countValues(raster('uint16', values))));
        const forward = count(masks);
        expect(count(masks.toReversed())).toEqual(forward);
        const types: SampleType[] = ['uint16', 'uint8'];
        expect(inferReading(forward.toReversed(), types.toReversed())).toEqual(inferReading(forward, types));
      }),
    );
  });

  it('gives shares that sum to one where anything is labelled', () => {
    const values = [
      { value: 0, pixels: 30 },
      { value: 1, pixels: 10 },
      { value: 255, pixels: 60 },
    ];
    expect(classShares(values, classes([0, 1], 255))).toEqual([0.75, 0.25]);
    expect(classShares(values, objects)).toEqual([0.3, 0.7]);
    expect(classShares([], classes([0, 1]))).toEqual([0, 0]);
  });
});

function raster(type: 'uint8' | 'uint16', values: readonly number[]): Raster {
  const data = type === 'uint8' ? Uint8Array.from(values) : Uint16Array.from(values);
  return { width: values.length, height: 1, channels: 1, type, data };
}

describe('toLabelMap', () => {
  it("numbers classes in the reading's order and ignores what it does not know", () => {
    const map = toLabelMap(raster('uint8', [0, 11, 255, 3, 0]), classes([11, 0], 255));
    expect(map.classes).toEqual(Uint8Array.of(1, 0, 0, 0, 1));
    expect(map.ignore).toEqual(Uint8Array.of(0, 0, 1, 1, 0));
    expect(map.instances).toBeNull();
  });

  it('keeps object numbers beside one foreground class', () => {
    const map = toLabelMap(raster('uint16', [0, 7, 300]), objects);
    expect(map.classes).toEqual(Uint8Array.of(0, 1, 1));
    expect(map.instances).toEqual(Uint32Array.of(0, 7, 300));
    expect(map.ignore).toBeNull();
  });

  it('agrees with the shares over any mask', () => {
    const reading = classes([0, 2, 5], 9);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 10 }), { minLength: 1 }), (values) => {
        const mask = raster('uint8', values);
        const { classes: found, ignore } = toLabelMap(mask, reading);
        const labelled = [...found].filter((_, i) => ignore?.[i] !== 1);
        const shares = classShares(mergeCounts([countValues(mask)]), reading);
        shares.forEach((share, index) => {
          const of = labelled.filter((value) => value === index).length;
          expect(share).toBeCloseTo(labelled.length === 0 ? 0 : of / labelled.length, 12);
        });
      }),
    );
  });
});
