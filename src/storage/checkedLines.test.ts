import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkedLine, readCheckedLines } from './checkedLines';

const text = (lines: readonly Uint8Array[]) => new TextDecoder().decode(Buffer.concat(lines));

test('lines come back in order, whatever text is in them', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (values) => {
      const plain: unknown = JSON.parse(JSON.stringify(values));
      expect(readCheckedLines(text(values.map(checkedLine)))).toEqual(plain);
    }),
  );
});

test('cut off anywhere, the whole lines before the cut are read; a torn line does not swallow the next', () => {
  const lines = [{ a: 1 }, ['ü', null], 'three'].map(checkedLine);
  const whole = Buffer.concat(lines);
  for (let cut = 0; cut <= whole.length; cut++) {
    const left = readCheckedLines(text([whole.subarray(0, cut), checkedLine('next')]));
    expect(left.at(-1)).toBe('next');
    expect([{ a: 1 }, ['ü', null], 'three'].slice(0, left.length - 1)).toEqual(left.slice(0, -1));
  }
});

test('a line with any bit turned is left out', () => {
  const line = checkedLine({ path: 'masks/03.png', bytes: 12345 });
  for (let bit = 8; bit < 8 * (line.length - 1); bit++) {
    const turned = line.slice();
    turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(readCheckedLines(text([turned]))).toEqual([]);
  }
});
