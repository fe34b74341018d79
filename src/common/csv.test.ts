import { expect, test } from 'vitest';
import { toCsv } from './csv';

test('values that hold a comma, a quote, a hash or a line break are quoted; none is empty', () => {
  expect(
    toCsv(
      ['step', 'Dice, "cell"'],
      [
        [1, 0.5],
        [2, null],
      ],
    ),
  ).toBe('step,"Dice, ""cell"""\r\n1,0.5\r\n2,\r\n');
  expect(toCsv(['a\nb', 'a#4'], [])).toBe('"a\nb","a#4"\r\n');
});
