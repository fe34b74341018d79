/**
 * `npm test`: installs what is missing, finds a browser, runs every check even after one has failed, and closes
 * with one line that counts them. Ends with status 1 where anything failed.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CHROMIUM_HELP, findOrInstallChromium } from './chromium.mjs';
import { countPlaywright, countVitest, judgePart, sumCounts } from './countTests.mjs';
import { prepareProject } from './install.mjs';
import { npm, ROOT } from './npm.mjs';

/** Where the tests leave their reports, one file a part. */
const REPORTS = path.join(ROOT, 'node_modules', '.cache', 'test');

/** A part is a script of package.json; one without a reader of its report is a single check. */
const PARTS = [
  { title: 'types', script: 'typecheck' },
  { title: 'lint and format', script: 'lint' },
  { title: 'layers', script: 'layers' },
  { title: 'dead code', script: 'deadcode' },
  { title: 'unit tests', script: 'test:unit', count: countVitest, args: vitestReport },
  { title: 'GPU tests', script: 'test:gpu', count: countVitest, args: vitestReport },
  { title: 'end-to-end tests', script: 'test:e2e', count: countPlaywright },
];

/** @typedef {(typeof PARTS)[number]} Part */

prepareProject();
const browser = findOrInstallChromium();
process.stdout.write(browser === null ? `${CHROMIUM_HELP}\n` : `Browser: ${browser}\n`);
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const results = PARTS.map(run);
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
  return { title: part.title, seconds, counts: count(part, succeeded, report) };
}

/**
 * @param {Part} part
 * @param {boolean} succeeded
 * @param {string} report the file that the part's tests were told to write
 */
function count(part, succeeded, report) {
  if (!part.count) return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
  return judgePart(
    succeeded,
    existsSync(report) ? part.count(JSON.parse(readFileSync(report, 'utf8'))) : null,
  );
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
