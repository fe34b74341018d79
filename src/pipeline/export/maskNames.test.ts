import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskNames } from './maskNames';

describe('maskNames', () => {
  test('keeps folder and name, and numbers the pages of a stack', () => {
    expect(maskNames(['set/03.tif', 'stack.tif#0', 'stack.tif#12', 'plain', 'a.b.png'])).toEqual([
      'set/03.png',
      'stack_000.png',
      'stack_012.png',
      'plain.png',
      'a.b.png',
    ]);
  });

  test('tells images of one stem apart', () => {
    expect(maskNames(['a.png', 'a.jpg', 'A.tif'])).toEqual(['a.png', 'a (2).png', 'A (3).png']);
  });

  test('gives as many different names as there are images', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[ab]{1,2}\.(png|tif)(#\d)?$/), { maxLength: 20 });
    fc.assert(
      fc.property(ids, (list) => {
        expect(new Set(maskNames(list)).size).toBe(list.length);
      }),
    );
  });
});
