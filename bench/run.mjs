/**
 * `npm run --silent bench -- train [--json] [--cases LIST]`: optimizer steps of the compiled plan against stock tf.js
 * WebGPU, in one run in an installed Chromium. Rows go to standard error as they come, the result to standard output.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { CHROMIUM_HELP, CHROMIUM_SWITCHES, findChromium } from '../scripts/chromium.mjs';
import { ROOT } from '../scripts/npm.mjs';

/** @typedef {import('./trainBench').TrainCase} TrainCase */
/** @typedef {import('./trainBench').TrainTimes} TrainTimes */

/** @type {Readonly<Record<string, TrainCase>>} */
const CASES = {
  'w4-d1-s32': { width: 4, depth: 1, side: 32, steps: 5 },
  'w8-d2-s64': { width: 8, depth: 2, side: 64, steps: 5 },
  'w16-d3-s128': { width: 16, depth: 3, side: 128, steps: 2 },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, cases: { type: 'string' } },
});
if (positionals.join() !== 'train') fail('The only suite is train: npm run --silent bench -- train --json');
const names = values.cases?.split(',') ?? Object.keys(CASES);
const executablePath = findChromium() ?? fail(CHROMIUM_HELP);

const outDir = path.join(ROOT, 'node_modules', '.cache', 'bench');
const shared = /** @type {const} */ ({ root: ROOT, configFile: false, logLevel: 'error', base: './' });
const input = path.join(ROOT, 'bench', 'trainBench.html');
await build({
  ...shared,
  build: { outDir, emptyOutDir: true, target: 'esnext', rolldownOptions: { input } },
});
const server = await preview({ ...shared, build: { outDir }, preview: { host: '127.0.0.1' } });
const browser = await chromium.launch({ executablePath, args: CHROMIUM_SWITCHES });

/** @type {ReturnType<typeof row>[]} */
const rows = [];
let adapter = '';
for (const name of names) {
  const benchCase =
    CASES[name] ?? fail(`There is no case ${name}; there are ${Object.keys(CASES).join(', ')}.`);
  const times = await run(benchCase);
  adapter = times.adapter;
  rows.push(row(name, times));
  process.stderr.write(`${JSON.stringify(rows.at(-1))}\n`);
}
const result = { adapter, host: 'browser', versions: { browser: browser.version() }, rows };
process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : `${table()}\n`);
await browser.close();
await server.close();
process.exit(0);

/**
 * @param {TrainCase} benchCase
 * @returns {Promise<TrainTimes>}
 */
async function run(benchCase) {
  const page = await browser.newPage();
  await page.goto(new URL('bench/trainBench.html', server.resolvedUrls?.local[0]).href);
  await page.waitForFunction(() => 'trainBench' in globalThis);
  const times = await page.evaluate((one) => globalThis.trainBench(one), benchCase);
  await page.close();
  return times;
}

/**
 * @param {string} name
 * @param {TrainTimes} times
 */
function row(name, { first, steps, losses }) {
  const difference = Math.max(
    ...losses.ours.map((loss, index) => Math.abs(loss - (losses.tfjs[index] ?? NaN))),
  );
  if (!(difference < 1e-3)) fail(`${name}: the losses differ by ${difference}, so the times mean nothing.`);
  const [ours, tfjs] = [median(steps.ours), median(steps.tfjs)];
  return {
    case: name,
    ours: { ms: round(ours), firstMs: round(first.ours) },
    peers: { 'tfjs-webgpu': { ms: round(tfjs), firstMs: round(first.tfjs) } },
    ratios: { 'tfjs-webgpu': round(tfjs / ours) },
  };
}

function table() {
  const lines = rows.map(({ case: name, ours, peers, ratios }) => {
    return `${name}  ours ${ours.ms} ms  tf.js WebGPU ${peers['tfjs-webgpu'].ms} ms  ratio ${ratios['tfjs-webgpu']}`;
  });
  return [adapter, ...lines].join('\n');
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
