import { expect, it } from 'vitest';
import { patchLines } from './patchLines';

it('draws each line from its first point to its last, and leaves out lines of one point', () => {
  const lines = [
    new Float32Array([0, 1, 2.25, 3, 4, -5]),
    new Float32Array([7, 8]),
    new Float32Array([1, 1, 2, 2]),
  ];
  expect(patchLines(lines)).toBe('M0.0 1.0L2.3 3.0L4.0 -5.0M1.0 1.0L2.0 2.0');
  expect(patchLines([])).toBe('');
});
