import { expect, test } from 'vitest';
import { glimpseErrors } from './glimpseErrors';

test('counts what is wrong among the pixels looked at whose label is known', () => {
  const part = { labels: Uint8Array.of(1, 1, 0, 0), ignore: Uint8Array.of(0, 0, 0, 1) };
  const errors = glimpseErrors(part, Uint8Array.of(1, 0, 1, 1), Uint8Array.of(0, 0, 1, 0));
  expect([...errors.labels]).toEqual([0, 1, 0, 0]);
  expect([...errors.ignore]).toEqual([0, 0, 1, 1]);
  expect(errors.share).toBe(0.5);
  expect(glimpseErrors(part, Uint8Array.of(0, 0, 0, 0), Uint8Array.of(1, 1, 1, 1)).share).toBeNull();
});
