/**
 * `npm run --silent bench -- predict [--json] [--host browser|node] [--cases LIST] [--bound SECONDS]`: everything around
 * the network and what comes after it, on one core of one Node process without a GPU; then whole images end to end, ours
 * beside its peers on the same network, image and tiles. Rows go to standard error as they come.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { inOneProcess } from './inOneProcess.mjs';
import { runPeers } from './runPeers.mjs';
import { SUITES } from './suites.mjs';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    host: { type: 'string', default: 'browser' },
    cases: { type: 'string' },
    bound: { type: 'string' },
  },
});
const wanted = values.cases?.split(',');
const images = Object.keys(SUITES.predict ?? {});
const own = wanted?.filter((name) => !images.includes(name));
const beside = wanted?.filter((name) => images.includes(name));

try {
  const alone = own?.length === 0 ? null : await ownRows(own);
  const { host, bound } = values;
  const peers =
    beside?.length === 0 ? null : await runPeers({ suite: 'predict', cases: beside, host, bound });
  const rows = [...(alone?.rows ?? []), ...(peers?.rows.map(withSpeed) ?? [])];
  const result = { ...alone, ...peers, processor: alone?.adapter, rows };
  const text = values.json
    ? JSON.stringify(result, null, 2)
    : rows.map((row) => JSON.stringify(row)).join('\n');
  process.stdout.write(`${text}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
process.exit();

/** @param {readonly string[] | undefined} cases */
async function ownRows(cases) {
  const args = ['--json', ...(cases ? ['--cases', cases.join(',')] : [])];
  return JSON.parse(await inOneProcess('bench/predictBench.ts', args));
}

/**
 * With megapixels a second, ours and those of the peers that ran.
 * @param {import('./table.mjs').BenchRow} row
 */
function withSpeed(row) {
  const side = SUITES.predict?.[row.case]?.shape.side ?? Number.NaN;
  const speed = (/** @type {number} */ ms) => Math.round((side ** 2 / 1e3 / ms) * 1000) / 1000;
  const peers = Object.entries(row.peers).map(([name, times]) => [
    name,
    'absent' in times ? times : { ...times, megapixelsPerSecond: speed(times.ms) },
  ]);
  return {
    ...row,
    ours: { ...row.ours, megapixelsPerSecond: speed(row.ours.ms) },
    peers: Object.fromEntries(peers),
  };
}
