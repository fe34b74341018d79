/**
 * `npm run --silent bench -- large [--host node|browser] [--width W] [--height H] [--scale F]`: a synthetic TIFF,
 * 16384 x 16384 px unless told, predicted by rows, by a network that sees it at the scale F, 1 unless told: by the command line in one Node process, or by the page in Chromium. Says how long
 * it took and the most memory that the process held (VmHWM, Linux).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { predictInBrowser } from './hosts/largeInBrowser.mjs';
import { predictInNode, writeSubject } from './hosts/largeInNode.mjs';

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: 'node' },
    width: { type: 'string', default: '16384' },
    height: { type: 'string', default: '16384' },
    scale: { type: 'string', default: '1' },
    json: { type: 'boolean' },
  },
  args: process.argv.slice(3),
});
const hosts = { node: predictInNode, browser: predictInBrowser };
const predict = Object.entries(hosts).find(([name]) => name === values.host)?.[1];
const [width, height, scale] = [Number(values.width), Number(values.height), Number(values.scale)];

if (!predict) {
  process.stderr.write(`--host is ${values.host}; it can be node or browser.\n`);
  process.exitCode = 1;
} else {
  const folder = await mkdtemp(path.join(tmpdir(), 'studio-large-'));
  try {
    await writeSubject(folder, { width, height, scale });
    const { adapter, seconds, ...rest } = await predict(folder);
    const megapixelsPerSecond = Math.round((width * height) / seconds / 1e4) / 100;
    const row = {
      case: `${width}x${height}${scale === 1 ? '' : `, scale ${scale}`}`,
      ours: { ms: Math.round(1000 * seconds), megapixelsPerSecond },
      peers: {},
      ratios: {},
    };
    const versions = { node: process.versions.node };
    const result = { adapter, host: values.host, versions, rows: [row], peak: rest };
    process.stdout.write(`${JSON.stringify(result, null, values.json ? 2 : 0)}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
process.exit();
