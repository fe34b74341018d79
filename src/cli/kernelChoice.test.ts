import { expect, test } from 'vitest';
import { kernelChoice } from './kernelChoice';

test('a kind of kernels is asked for by name, any other word is refused with the names', () => {
  expect(['auto', 'direct', 'tiled'].map(kernelChoice)).toEqual(['auto', 'direct', 'tiled']);
  expect(() => kernelChoice('fast')).toThrow('"fast"');
});
