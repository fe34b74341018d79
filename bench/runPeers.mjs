/** Cases of a suite, ours beside its peers, in one run. Rows go to standard error as they come. Called by peers.mjs and predict.mjs. */
import { readFile } from 'node:fs/promises';
import { openBrowserHost } from './hosts/browserHost.mjs';
import { openNodeHost } from './hosts/nodeHost.mjs';
import { measure, round } from './measure.mjs';
import { SUITES } from './suites.mjs';

/** @typedef {import('./table.mjs').BenchResult} BenchResult */
/** @typedef {import('./measure.mjs').BenchHost} BenchHost */

/** Without --bound a suite ends within 12 minutes on two cores. */
const DEFAULT_BOUND = 660;

/**
 * @typedef {object} Asked
 * @property {string} suite
 * @property {readonly string[] | undefined} cases all of them where it is undefined
 * @property {string} host browser or node
 * @property {string | undefined} bound seconds
 */

/**
 * @param {Asked} asked
 * @returns {Promise<BenchResult>}
 * @throws {Error} in words for the user
 */
export async function runPeers({ suite, cases: wanted, host: hostName, bound: limit }) {
  const cases = SUITES[suite];
  if (!cases) throw new Error(`There is no suite "${suite}"; there are ${Object.keys(SUITES).join(', ')}.`);
  const names = wanted ?? Object.keys(cases);
  const unknown = names.find((name) => !cases[name]);
  if (unknown !== undefined)
    throw new Error(`There is no case ${unknown}; there are ${Object.keys(cases).join(', ')}.`);
  const bound = Number(limit ?? DEFAULT_BOUND);
  if (!(bound > 0)) throw new Error(`--bound is ${limit}; it has to be a number of seconds above 0.`);
  const hosts = { browser: openBrowserHost, node: openNodeHost };
  const open = Object.entries(hosts).find(([name]) => name === hostName)?.[1];
  if (!open) throw new Error(`--host is ${hostName}; it can be browser or node.`);
  const host = await open();
  try {
    return await runSuite(host, suite, cases, names, bound);
  } finally {
    await host.close();
  }
}

/**
 * @param {BenchHost} host
 * @param {string} suite
 * @param {Readonly<Record<string, import('./suites.mjs').Case>>} cases
 * @param {readonly string[]} names
 * @param {number} bound
 * @returns {Promise<BenchResult>}
 */
async function runSuite(host, suite, cases, names, bound) {
  const end = performance.now() + 1000 * bound;
  const peak = await openPeak(host, suite);
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
 * @param {BenchHost} host
 * @param {string} suite
 */
async function openPeak(host, suite) {
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
