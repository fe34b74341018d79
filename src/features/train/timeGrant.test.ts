import { expect, test } from 'vitest';
import { clockText, grantOf, grantText } from './timeGrant';

test('time is granted in minutes, until nothing better comes, or as steps', () => {
  expect(grantOf({ minutes: 10 })).toBe('10');
  expect(grantOf({ minutes: 7 })).toBe('');
  expect(grantOf({ minutes: 0 })).toBe('until');
  expect(grantOf({})).toBe('until');
  expect(grantOf({ minutes: 0, steps: 200 })).toBe('steps');
  expect(grantText({ minutes: 7 })).toContain('7 minutes');
});

test('an end on another day names it', () => {
  const now = new Date(2026, 10, 26, 21, 5).getTime();
  expect(clockText(now + 40 * 60_000, now)).toBe('21:45');
  expect(clockText(now + 4 * 3_600_000, now)).toBe('Fri 01:05');
});
