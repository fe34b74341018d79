/**
 * `npm test`: installs what is missing, finds a browser, runs every check even after one has failed, and closes
 * with the tests that failed and one line that counts all. Ends with status 1 where anything failed.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CHROMIUM_HELP, findOrInstallChromium } from './chromium.mjs';
import {
  countPlaywright,
  countVitest,
  failuresOfPlaywright,
  failuresOfVitest,
  judgePart,
  sumCounts,
} from './countTests.mjs';
import { prepareProject } from './install.mjs';
import { npm, ROOT } from './npm.mjs';

/** Where the tests leave their reports, one file a part. */
const REPORTS = path.join(ROOT, 'node_modules', '.cache', 'test');

const VITEST = { count: countVitest, failures: failuresOfVitest };

/**
 * A part is a script of package.json; one without a reader of its report is a single check.
 * @typedef {object} Part
 * @property {string} title
 * @property {string} script
 * @property {(report: any) => import('./countTests.mjs').Counts} [count]
 * @property {(report: any) => string[]} [failures]
 * @property {(report: string) => string[]} [args]
 */

/** @type {Part[]} */
const PARTS = [
  { title: 'types', script: 'typecheck' },
  { title: 'lint and format', script: 'lint' },
  { title: 'layers', script: 'layers' },
  { title: 'dead code', script: 'deadcode' },
  { title: 'unit tests', script: 'test:unit', ...VITEST, args: vitestReport },
  { title: 'GPU tests', script: 'test:gpu', ...VITEST, args: vitestReport },
  { title: 'end-to-end tests', script: 'test:e2e', count: countPlaywright, failures: failuresOfPlaywright },
];

prepareProject();
const browser = findOrInstallChromium();
process.stdout.write(browser === null ? `${CHROMIUM_HELP}\n` : `Browser: ${browser}\n`);
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const results = PARTS.map(run);
for (const failure of results.flatMap(({ failures }) => failures))
  process.stdout.write(`\nFAILED ${failure}\n`);
process.stdout.write(`\n${results.map(row).join('\n')}\n`);
const total = sumCounts(results.map((result) => result.counts));
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(total.failed === 0 ? 0 : 1);

/** @param {Part} part */
function run(part) {
  process.stdout.write(`\n== ${part.title}\n`);
  const report = path.join(REPORTS, `${part.script.replace(':', '-')}.json`);
  const started = performance.now();
  const env = {
    ...process.env,
    ...(browser && { CHROMIUM_PATH: browser }),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  };
  const succeeded = npm(['run', '--silent', part.script, ...(part.args?.(report) ?? [])], env);
  const seconds = (performance.now() - started) / 1000;
  const told = part.count && existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  const failures = told === null ? [] : (part.failures?.(told) ?? []);
  return { title: part.title, seconds, counts: count(part, succeeded, told), failures };
}

/**
 * @param {Part} part
 * @param {boolean} succeeded
 * @param {any} report as its tests wrote it, null where they wrote none
 */
function count(part, succeeded, report) {
  if (!part.count) return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
  return judgePart(succeeded, report === null ? null : part.count(report));
}

/** @param {string} report */
function vitestReport(report) {
  return ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
}

/** @param {ReturnType<typeof run>} result */
function row({ title, seconds, counts }) {
  const { passed, failed, skipped } = counts;
  const verdict = failed === 0 ? 'ok' : 'FAILED';
  return `${title.padEnd(18)}${seconds.toFixed(1).padStart(7)} s  ${verdict.padEnd(7)}${passed}/${failed}/${skipped}`;
}
