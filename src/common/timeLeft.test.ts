import { expect, test } from 'vitest';
import { timeLeft } from './timeLeft';

test.each([
  [900, 'a few seconds left'],
  [37_000, '40 s left'],
  [60_000, '60 s left'],
  [121_000, '3 min left'],
  [7_200_000, '2 h left'],
  [4_800_000, '1 h 20 min left'],
])('foretells %s ms as %s', (ms, text) => expect(timeLeft(ms)).toBe(text));
