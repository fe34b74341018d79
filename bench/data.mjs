/**
 * `npm run --silent bench -- data [--json] [--host browser|node] [--cases LIST]`: what painting costs on a map of
 * 4096 x 4096 px. First the painter and the colours alone, in one Node process; then, with the browser, the built page
 * with an image of 16 bits, painted by real pointer events. Rows go to standard error as they come.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { paintInBrowser } from './hosts/paintInBrowser.mjs';
import { inOneProcess } from './inOneProcess.mjs';

const PROGRAM = 'bench/dataBench.ts';
/** Diameter of the brush, px, by case. */
const IN_PAGE = { 'page-brush-12': 12, 'page-brush-200': 200 };

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    host: { type: 'string', default: 'browser' },
    cases: { type: 'string' },
  },
  args: process.argv.slice(3),
});
const wanted = values.cases?.split(',');
const alone = wanted?.filter((name) => !(name in IN_PAGE));
const inPage = Object.entries(IN_PAGE).filter(([name]) => wanted === undefined || wanted.includes(name));

try {
  if (!['browser', 'node'].includes(values.host)) {
    throw new Error(`--host is ${values.host}; it can be browser or node.`);
  }
  const own = alone?.length === 0 ? null : await inNode(alone);
  const page = values.host === 'node' || inPage.length === 0 ? null : await inBrowser();
  const result = {
    adapter: page?.adapter ?? own?.adapter,
    host: values.host,
    versions: { node: process.versions.node, ...page?.versions },
    rows: [...(own?.rows ?? []), ...(page?.rows ?? [])],
    peak: {},
  };
  process.stdout.write(`${JSON.stringify(result, null, values.json ? 2 : 0)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
process.exit();

/** @param {readonly string[] | undefined} cases */
async function inNode(cases) {
  const output = await inOneProcess(PROGRAM, ['--json', ...(cases ? ['--cases', cases.join(',')] : [])]);
  return JSON.parse(output);
}

async function inBrowser() {
  const folder = await mkdtemp(path.join(tmpdir(), 'studio-paint-'));
  const image = path.join(folder, 'image.tif');
  try {
    await inOneProcess(PROGRAM, ['write', image]);
    return await paintInBrowser(image, inPage);
  } finally {
    await rm(folder, { recursive: true });
  }
}
