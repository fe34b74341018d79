/** Files longer than one piece, which differ in their last byte, in their length, or not at all. */
import { describe, expect, it } from 'vitest';
import { haveSameBytes } from './sameBytes';

const LONG = 2 ** 22 + 3;

function file(length: number, last: number): Blob {
  const bytes = new Uint8Array(length).fill(7);
  if (length > 0) bytes[length - 1] = last;
  return new Blob([bytes]);
}

describe('haveSameBytes', () => {
  it('tells files apart by their length and by every byte', async () => {
    expect(await haveSameBytes(file(LONG, 1), file(LONG, 1))).toBe(true);
    expect(await haveSameBytes(file(LONG, 1), file(LONG, 2))).toBe(false);
    expect(await haveSameBytes(file(LONG, 7), file(LONG - 1, 7))).toBe(false);
    expect(await haveSameBytes(file(0, 0), file(0, 0))).toBe(true);
  });
});
