/**
 * Fails every test that writes to console.error: tf.js, React and the studio report real faults there.
 * Called by Vitest (setupFiles).
 */
import { afterEach, beforeEach, expect, vi } from 'vitest';

const errors: string[] = [];

beforeEach(() => {
  errors.length = 0;
  vi.spyOn(console, 'error').mockImplementation((...parts: unknown[]) => {
    errors.push(parts.map(String).join(' '));
  });
});

afterEach(() => {
  expect(errors, 'console.error was called').toEqual([]);
});
