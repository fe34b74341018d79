/**
 * `npm run --silent bench -- train | inference [--json] [--host browser|node] [--cases LIST] [--bound SECONDS]`: ours
 * beside its peers, in one run. Rows go to standard error as they come, the result to standard output.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openBrowserHost } from './hosts/browserHost.mjs';
import { openNodeHost } from './hosts/nodeHost.mjs';
import { measure, round } from './measure.mjs';
import { SUITES } from './suites.mjs';
import { table } from './table.mjs';

/** @typedef {import('./table.mjs').BenchResult} BenchResult */

/** Without --bound a suite ends within 12 minutes on two cores. */
const DEFAULT_BOUND = 660;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    host: { type: 'string', default: 'browser' },
    cases: { type: 'string' },
    bound: { type: 'string' },
  },
});
const suite = positionals.join(' ');
const cases =
  SUITES[suite] ?? fail(`There is no suite "${suite}"; there are ${Object.keys(SUITES).join(', ')}.`);
const names = values.cases?.split(',') ?? Object.keys(cases);
const unknown = names.find((name) => !cases[name]);
if (unknown !== undefined) fail(`There is no case ${unknown}; there are ${Object.keys(cases).join(', ')}.`);
const bound = Number(values.bound ?? DEFAULT_BOUND);
if (!(bound > 0)) fail(`--bound is ${values.bound}; it has to be a number of seconds above 0.`);
const hosts = { browser: openBrowserHost, node: openNodeHost };
const open = Object.entries(hosts).find(([name]) => name === values.host)?.[1];
const host = await (open ?? fail(`--host is ${values.host}; it can be browser or node.`))();

try {
  const result = await runSuite();
  process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : `${table(result)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await host.close();
}
process.exit();

/** @returns {Promise<BenchResult>} */
async function runSuite() {
  const end = performance.now() + 1000 * bound;
  const peak = await openPeak();
  /** @type {{case: string, measured: Awaited<ReturnType<typeof measure>>}[]} */
  const measured = [];
  for (const [index, name] of names.entries()) {
    const benchCase = cases[name];
    if (!benchCase) continue;
    const deadline = performance.now() + (end - performance.now()) / (names.length - index);
    measured.push({ case: name, measured: await measure(host, suite, benchCase, deadline, peak.again) });
    process.stderr.write(`${JSON.stringify(rowOf(measured.at(-1), await peak.perSecond()))}\n`);
  }
  const perSecond = await peak.perSecond();
  const rows = measured.map((one) => rowOf(one, perSecond));
  const versions = { node: process.versions.node, ...host.versions, ...(await peerVersions()) };
  const giga = { gigaMultiplyAddsPerSecond: round(perSecond / 1e9) };
  const adapter = await peak.adapter();
  await peak.close();
  return { adapter, host: host.name, versions, rows, peak: giga };
}

/**
 * The adapter's multiply-adds a second, taken again before every round of every case: the best of all these moments,
 * since one alone may be a busy one.
 */
async function openPeak() {
  const peak = await host.spawn();
  await peak.open(`peak ${suite}`, { width: 1, depth: 1, side: 16 });
  const again = async () => void (await peak.run());
  await again();
  const perSecond = async () => (await peak.facts()).multiplyAddsPerSecond ?? Number.NaN;
  return { again, perSecond, adapter: () => peak.adapter(), close: () => peak.close() };
}

/**
 * With the part of the adapter's peak that the step's 3x3 convolutions reach, counted as direct ones over the whole step.
 * @template {{ours: {ms: number}}} Measured
 * @param {{case: string, measured: Measured} | undefined} one
 * @param {number} perSecond
 */
function rowOf(one, perSecond) {
  if (!one) throw new Error('nothing was measured');
  const { case: name, measured } = one;
  /** @type {Record<string, number> & {ms: number}} */
  const facts = { ...measured.ours };
  if (facts.multiplyAdds !== undefined) {
    facts.peakFraction = Math.round((1000 * facts.multiplyAdds) / ((facts.ms / 1000) * perSecond)) / 1000;
  }
  return { case: name, ...measured, ours: facts };
}

async function peerVersions() {
  const packed = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  const { dependencies, devDependencies } = packed;
  return {
    tfjs: dependencies['@tensorflow/tfjs'],
    jaxJs: devDependencies['@jax-js/jax'],
    onnxruntimeWeb: devDependencies['onnxruntime-web'],
    webgpu: devDependencies.webgpu,
  };
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
