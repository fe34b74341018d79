/** Reads how many tests passed, failed and were skipped from the reports of Vitest and Playwright. Called by test.mjs. */

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
