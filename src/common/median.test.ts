import { expect, test } from 'vitest';
import { median } from './median';

test.each([
  [[], null],
  [[3], 3],
  [[10, 2], 6],
  [[10, 9, 100], 10],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %s', (values, middle) => expect(median(values)).toBe(middle));
