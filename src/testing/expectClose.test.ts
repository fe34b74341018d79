import { expect, test } from 'vitest';
import { expectClose } from './expectClose';

test('accepts equal arrays and differences within the tolerance', () => {
  expectClose([], [], { absolute: 0 });
  expectClose([1, -2, Number.POSITIVE_INFINITY], [1, -2, Number.POSITIVE_INFINITY], { absolute: 0 });
  expectClose([1.01, 202], [1, 200], { absolute: 0.0101, relative: 0.01 });
});

test.each([
  ['a difference above the tolerance', [1, 2.2], [1, 2]],
  ['another length', [1], [1, 2]],
  ['NaN for a number', [Number.NaN], [0]],
  ['a number for NaN', [0], [Number.NaN]],
  ['the other infinity', [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY]],
])('refuses %s', (_name, actual, expected) => {
  expect(() => expectClose(actual, expected, { absolute: 0.1 })).toThrow();
});

test('names the worst element', () => {
  expect(() => expectClose([0, 5, 1], [0, 0, 0], { absolute: 0.1 })).toThrow('element 1 of 3');
});
