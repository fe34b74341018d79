import { expect, test } from 'vitest';
import {
  countPlaywright,
  countVitest,
  failuresOfPlaywright,
  failuresOfVitest,
  judgePart,
  sumCounts,
} from './countTests.mjs';

const clean = { passed: 3, failed: 0, skipped: 1 };

test('reads the counts of both reports', () => {
  const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  expect(countVitest(vitest)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  const playwright = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } };
  expect(countPlaywright(playwright)).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

test('a part that succeeded keeps its counts', () => {
  expect(judgePart(true, clean)).toEqual(clean);
});

test('a part that ended badly has failed even where every test passed or no report was written', () => {
  expect(judgePart(false, clean)).toEqual({ ...clean, failed: 1 });
  expect(judgePart(false, null)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a part that ran no test has failed', () => {
  expect(judgePart(true, { passed: 0, failed: 0, skipped: 0 }).failed).toBe(1);
  expect(judgePart(true, null).failed).toBe(1);
});

test('sums by kind', () => {
  expect(sumCounts([clean, { passed: 1, failed: 2, skipped: 0 }])).toEqual({
    passed: 4,
    failed: 2,
    skipped: 1,
  });
});

test('names the tests that failed, and a file that could not be run', () => {
  const passed = { status: 'passed', fullName: 'good', failureMessages: [] };
  const failed = { status: 'failed', fullName: 'bad', failureMessages: ['1 is not 2\n  at a.ts:3'] };
  const testResults = [
    { name: 'a.test.ts', assertionResults: [passed, failed] },
    { name: 'b.test.ts', message: 'cannot be read', assertionResults: [] },
    { name: 'c.test.ts', message: '', assertionResults: [passed] },
  ];
  expect(failuresOfVitest({ testResults })).toEqual([
    'a.test.ts: bad\n1 is not 2\n  at a.ts:3',
    'b.test.ts: cannot be read',
  ]);
  /** @param {boolean} ok @param {string} title */
  const spec = (ok, title) => ({ ok, title, tests: [{ results: [{ error: { message: 'late' } }] }] });
  const inner = { file: 'a.spec.ts', specs: [spec(true, 'good'), spec(false, 'bad')] };
  expect(failuresOfPlaywright({ suites: [{ file: 'a.spec.ts', suites: [inner] }] })).toEqual([
    'a.spec.ts: bad\nlate',
  ]);
});
