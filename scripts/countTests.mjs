/** Reads which tests failed, and how many passed, failed and were skipped, from the reports of Vitest and Playwright. Called by test.mjs. */

/** Of what a failed test said: what was expected, what came, and the beginning of how it was looked for. */
const FIRST_LINES = 16;

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @param {{numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number}} report
 *   Vitest's JSON report
 * @returns {Counts}
 */
export function countVitest(report) {
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped };
}

/**
 * @param {{stats: {expected: number, unexpected: number, flaky: number, skipped: number}}} report
 *   Playwright's JSON report; a flaky test counts as failed
 * @returns {Counts}
 */
export function countPlaywright({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/**
 * Each failed test in a few lines: file, name, the beginning of what it said.
 * @param {{testResults: {name: string, message?: string, assertionResults: {status: string, fullName: string, failureMessages: string[] | null}[]}[]}} report
 *   Vitest's JSON report
 * @returns {string[]}
 */
export function failuresOfVitest({ testResults }) {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && message) return [`${name}: ${beginning(message)}`];
    return failed.map(
      ({ fullName, failureMessages }) =>
        `${name}: ${fullName}\n${beginning(failureMessages?.join('\n') ?? '')}`,
    );
  });
}

/**
 * @typedef {object} PlaywrightSuite
 * @property {string} file
 * @property {{ok: boolean, title: string, tests: {results: {error?: {message?: string}}[]}[]}[]} [specs]
 * @property {PlaywrightSuite[]} [suites]
 */

/**
 * @param {{suites: PlaywrightSuite[]}} report Playwright's JSON report
 * @returns {string[]}
 */
export function failuresOfPlaywright({ suites }) {
  return suites.flatMap((suite) => [
    ...(suite.specs ?? [])
      .filter(({ ok }) => !ok)
      .map((spec) => {
        const errors = spec.tests.flatMap(({ results }) => results.map(({ error }) => error?.message ?? ''));
        return `${suite.file}: ${spec.title}\n${beginning(errors.join('\n'))}`;
      }),
    ...failuresOfPlaywright({ suites: suite.suites ?? [] }),
  ]);
}

/** @param {string} text */
function beginning(text) {
  return text.split('\n').slice(0, FIRST_LINES).join('\n');
}

/**
 * What a part contributes. A part that ended badly, or that ran no test, has failed whatever its report says.
 * @param {boolean} succeeded whether its process ended with status 0
 * @param {Counts | null} reported null where it wrote no report
 * @returns {Counts}
 */
export function judgePart(succeeded, reported) {
  const counts = reported ?? { passed: 0, failed: 0, skipped: 0 };
  const ran = counts.passed + counts.failed + counts.skipped > 0;
  const hiddenFailure = counts.failed === 0 && (!succeeded || !ran);
  return hiddenFailure ? { ...counts, failed: 1 } : counts;
}

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export function sumCounts(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}
