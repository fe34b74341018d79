import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defined } from '../../common/assert';
import type { LabelMap } from '../../domain/labels';
import { OBJECT_ERRORS } from '../../domain/objects';
import { blotches, mapOf, mapOfRows } from '../../testing/objectMaps';
import { objectErrors } from './objectErrors';

/** Truth by hand: digits are ids of class 1, `x` is an ignored pixel. */
function truthOf(...rows: string[]): LabelMap {
  const cells = rows.join('').split('');
  const instances = Uint32Array.from(cells, (cell) => (cell === 'x' ? 0 : Number(cell)));
  return {
    width: rows[0]?.length ?? 0,
    height: rows.length,
    classes: Uint8Array.from(instances, (id) => (id > 0 ? 1 : 0)),
    ignore: Uint8Array.from(cells, (cell) => (cell === 'x' ? 1 : 0)),
    instances,
  };
}

const NO = { right: 0, missed: 0, false: 0, merged: 0, split: 0 };

describe('objectErrors', () => {
  test.each([
    ['found', '0111100', '0011110', { right: 1 }, '..rrrr.'],
    ['found, though much too small', '1111111', '0100000', { right: 1 }, '.r.....'],
    ['found, though much too large', '0010000', '1111111', { right: 1 }, 'rrrrrrr'],
    ['missed, and something false beside it', '1110000', '0000011', { missed: 1, false: 1 }, 'mmm..ff'],
    ['merged', '1110222', '1111111', { merged: 1 }, 'ggggggg'],
    ['split', '1111111', '1110111', { split: 2 }, 'sss.sss'],
    ['half of both is neither', '1100000', '0110000', { missed: 1, false: 1 }, 'mff....'],
    ['ignored pixels count nowhere', '11xxxx0', '1111110', { right: 1 }, 'rr.....'],
  ] as const)('%s', (_, truth, predicted, counts, drawn) => {
    const found = defined(objectErrors(truthOf(truth), mapOfRows(predicted)), 'errors');
    expect(found.counts).toEqual({ ...NO, ...counts });
    const letters = { none: '.', right: 'r', missed: 'm', false: 'f', merged: 'g', split: 's' };
    const kinds = Array.from(found.pixels, (place) => letters[OBJECT_ERRORS[place] ?? 'none']).join('');
    expect(kinds).toBe(drawn);
  });

  test('an object of another class is false, and the true one missed', () => {
    const found = objectErrors(truthOf('0110'), mapOfRows('0220'));
    expect(found?.counts).toEqual({ ...NO, missed: 1, false: 1 });
  });

  test('has nothing to say where the truth numbers nothing', () => {
    expect(objectErrors({ ...truthOf('01'), instances: null }, mapOfRows('01'))).toBeNull();
  });

  test('the truth itself is right; every predicted object has one kind', () => {
    fc.assert(
      fc.property(blotches, fc.nat(), ({ width, height, labels }, shift) => {
        const truth = mapOf(labels, width, height);
        const map = { width, height, classes: labels, ignore: null, instances: truth.ids };
        expect(objectErrors(map, truth)?.counts).toEqual({ ...NO, right: truth.count });
        const other = mapOf(
          labels.map((_, at) => labels[(at + shift) % labels.length] ?? 0),
          width,
          height,
        );
        const { counts } = defined(objectErrors(map, other), 'errors');
        expect(counts.right + counts.false + counts.merged + counts.split).toBe(other.count);
      }),
    );
  });
});
