/** One row: ours and its peers, each in a page or process of its own, timed in turn. Called by peers.mjs. */

/**
 * @typedef {import('./contender').BenchCase} BenchCase
 * @typedef {import('./driver').TimedRun} TimedRun
 * @typedef {import('./suites.mjs').Peer} Peer
 * @typedef {import('./suites.mjs').Case} Case
 */

/**
 * @typedef {object} BenchProcess
 * @property {(name: string, benchCase: BenchCase) => Promise<void>} open
 * @property {() => Promise<TimedRun>} run
 * @property {() => Promise<Readonly<Record<string, number>>>} facts
 * @property {() => Promise<string>} adapter
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} BenchHost
 * @property {'browser' | 'node'} name
 * @property {Record<string, string>} versions
 * @property {() => Promise<BenchProcess>} spawn
 * @property {() => Promise<void>} close
 */

/** Timed runs of each contender after the first, which compiles. */
const STEPS = 5;

/** Results of the first two runs may differ by this, relative to 1: other sums, other rounding. */
const TOLERANCE = 2e-3;

/**
 * Times in ms. Throws where ours fails; a peer that fails is absent with the reason.
 * @param {BenchHost} host
 * @param {string} suite
 * @param {Case} benchCase
 * @param {number} deadline of performance.now(): after it, nobody runs more often than once
 * @param {() => Promise<void>} between done before each round
 */
export async function measure(host, suite, benchCase, deadline, between) {
  const { shape, peers } = benchCase;
  const ours = await start(host, { name: 'ours' }, suite, shape, deadline);
  if ('absent' in ours) throw new Error(`ours: ${ours.absent}`);
  const started = [];
  for (const peer of peers[host.name]) {
    started.push(
      'absent' in peer ? { peer, absent: peer.absent } : await start(host, peer, suite, shape, deadline),
    );
  }
  const running = [ours, ...started.flatMap((other) => ('absent' in other ? [] : [other]))];
  try {
    await inTurn(running, deadline, between);
    return await rowOf(
      ours,
      started.map((other) => ('absent' in other ? other : compared(other, ours))),
    );
  } finally {
    for (const { process } of running) await process.close();
  }
}

/**
 * @typedef {{peer: Peer, process: BenchProcess, runs: TimedRun[]}} Running
 * @typedef {{peer: Peer, absent: string | undefined}} Absent
 */

/**
 * @param {BenchHost} host
 * @param {Peer} peer
 * @param {string} suite
 * @param {BenchCase} shape
 * @param {number} deadline
 * @returns {Promise<Running | Absent>}
 */
async function start(host, peer, suite, shape, deadline) {
  const process = await host.spawn();
  try {
    const opening = process.open(`${peer.name} ${suite}`, shape).then(() => process.run());
    return { peer, process, runs: [await before(deadline, opening)] };
  } catch (error) {
    await process.close();
    return { peer, absent: firstLine(error) };
  }
}

/**
 * @param {readonly Running[]} running
 * @param {number} deadline
 * @param {() => Promise<void>} between
 */
async function inTurn(running, deadline, between) {
  for (let round = 1; round <= STEPS; round++) {
    await between();
    for (const { peer, process, runs } of running) {
      const wanted = (peer.steps ?? STEPS) >= round && (runs.length < 2 || performance.now() < deadline);
      if (wanted) runs.push(await process.run());
    }
  }
}

/**
 * @param {Running} other
 * @param {Running} ours
 * @returns {Running | Absent}
 */
function compared(other, ours) {
  if (other.peer.unlike) return other;
  const resultsOf = (/** @type {Running} */ { runs }) => runs.slice(0, 2).flatMap(({ values }) => values);
  const theirs = resultsOf(other);
  const differs = Math.max(...theirs.map((value, i) => Math.abs(value - (resultsOf(ours)[i] ?? Number.NaN))));
  if (differs <= TOLERANCE) return other;
  return {
    peer: other.peer,
    absent: `its results differ from ours by ${differs}, so its time means nothing`,
  };
}

/**
 * @param {Running} ours
 * @param {readonly (Running | Absent)[]} others
 */
async function rowOf(ours, others) {
  const bestMs = round(Math.min(...ours.runs.slice(1).map(({ ms }) => ms)));
  const own = { ...timesOf(ours, 1), bestMs, ...roundedFacts(await ours.process.facts()) };
  /** @type {Record<string, {ms: number, firstMs: number} | {absent: string}>} */
  const peers = {};
  /** @type {Record<string, number>} */
  const ratios = {};
  for (const other of others) {
    if ('absent' in other) {
      peers[other.peer.name] = { absent: other.absent ?? 'unknown' };
      continue;
    }
    const { scale = 1 } = await other.process.facts();
    const times = timesOf(other, scale);
    peers[other.peer.name] = times;
    ratios[other.peer.name] = round(times.ms / own.ms);
  }
  return { ours: own, peers, ratios };
}

/**
 * @param {Running} running
 * @param {number} scale
 */
function timesOf({ runs }, scale) {
  const [first = NaN, ...later] = runs.map(({ ms }) => ms);
  return { ms: round(scale * median(later.length > 0 ? later : [first])), firstMs: round(first) };
}

/** @param {Readonly<Record<string, number>>} facts */
function roundedFacts(facts) {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, round(value)]));
}

/**
 * @template T
 * @param {number} deadline
 * @param {Promise<T>} work
 * @returns {Promise<T>}
 */
async function before(deadline, work) {
  const late = Math.max(1, deadline - performance.now());
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('its first run did not end within the time bound')), late);
  });
  try {
    return await /** @type {Promise<T>} */ (Promise.race([work, timeout]));
  } finally {
    clearTimeout(timer);
  }
}

/** @param {unknown} error */
function firstLine(error) {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^page\.evaluate: /, '').split('\n', 1)[0] ?? '';
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

/** @param {number} value */
export function round(value) {
  return Math.round(value * 100) / 100;
}
