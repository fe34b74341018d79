/**
 * `npm run --silent bench -- train | inference [--json] [--host browser|node] [--cases LIST] [--bound SECONDS]`: ours
 * beside its peers, in one run. Rows go to standard error as they come, the result to standard output.
 */
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
  const { adapter, perSecond } = await adapterPeak();
  const rows = [];
  for (const [index, name] of names.entries()) {
    const benchCase = cases[name];
    if (!benchCase) continue;
    const share = (end - performance.now()) / (names.length - index);
    const measured = await measure(host, suite, benchCase, performance.now() + share);
    const row = { case: name, ...withFraction(measured, perSecond) };
    process.stderr.write(`${JSON.stringify(row)}\n`);
    rows.push(row);
  }
  const versions = { node: process.versions.node, ...host.versions, ...(await peerVersions()) };
  const peak = { gigaMultiplyAddsPerSecond: round(perSecond / 1e9) };
  return { adapter, host: host.name, versions, rows, peak };
}

/** What the adapter is called, and its multiply-adds a second. */
async function adapterPeak() {
  const peak = await host.spawn();
  await peak.open(`peak ${suite}`, { width: 1, depth: 1, side: 16 });
  await peak.run();
  const { multiplyAddsPerSecond = Number.NaN } = await peak.facts();
  const adapter = await peak.adapter();
  await peak.close();
  return { adapter, perSecond: multiplyAddsPerSecond };
}

/**
 * The part of the adapter's peak that the step's 3x3 convolutions reach, counted as direct ones over the whole step.
 * @param {Awaited<ReturnType<typeof measure>>} row
 * @param {number} perSecond
 */
function withFraction(row, perSecond) {
  /** @type {Record<string, number>} */
  const facts = row.ours;
  const { multiplyAdds, ms = Number.NaN } = facts;
  if (multiplyAdds === undefined) return row;
  const peakFraction = Math.round((1000 * multiplyAdds) / ((ms / 1000) * perSecond)) / 1000;
  return { ...row, ours: { ...row.ours, peakFraction } };
}

async function peerVersions() {
  const { default: packed } = await import('../package.json', { with: { type: 'json' } });
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
