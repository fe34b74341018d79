/** The program behind `bench -- large`: writes a TIFF and a model of width 2 and depth 1, and predicts. large.mjs starts it. */
import '../src/cli/installWebGpu';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { predictCommand } from '../src/cli/predictCommand';
import { streamResult } from '../src/cli/streamResult';
import { writeResult } from '../src/cli/writeResult';
import { fillNormal } from '../src/common/pixelNoise';
import { rngStream } from '../src/common/rng';
import { buildGraph } from '../src/network/buildGraph';
import { initWeights } from '../src/network/initWeights';
import { tileGeometry } from '../src/network/tileGeometry';
import { needsBigTiff, TiffWriter } from '../src/pipeline/export/tiffWriter';
import { writeSafetensors } from '../src/pipeline/export/writeSafetensors';
import { tinyModelInfo } from '../src/testing/tinyModelInfo';
import { tinySpec } from '../src/testing/tinySpec';

const SIDE = 16_384;
const ROWS = 64;
const SPEC = tinySpec({ width: 2 });

const { values } = parseArgs({
  options: { width: { type: 'string' }, height: { type: 'string' } },
  args: process.argv.slice(2),
});
const width = Number(values.width ?? SIDE);
const height = Number(values.height ?? SIDE);

/** Rows from `y` on: bright discs of different sizes, 100 px apart, with noise. */
function discs(y: number, rows: number): Uint8Array {
  const noise = new Float32Array(rows * width);
  fillNormal(noise, rngStream(1, 'test', y, 0));
  return Uint8Array.from(noise, (deviation, at) => {
    const [u, v] = [at % width, y + Math.floor(at / width)];
    const radius = 10 + ((Math.floor(u / 100) * 7 + Math.floor(v / 100) * 3) % 30);
    const inside = Math.hypot((u % 100) - 50, (v % 100) - 50) < radius;
    return (inside ? 170 : 60) + 12 * deviation;
  });
}

async function writeImage(folder: string): Promise<number> {
  const file = await streamResult(folder, 'image.tif');
  const writer = new TiffWriter(file, needsBigTiff(width * height));
  const shape = { width, height, rowsPerStrip: Math.min(ROWS, height), description: null, resolution: null };
  const page = writer.addPage({ ...shape, type: 'uint8', deflate: true });
  for (let y = 0; y < height; y += ROWS) {
    const rows = Math.min(ROWS, height - y);
    await writer.append(page, discs(y, rows));
  }
  await writer.end();
  await file.keep();
  return (await stat(file.path)).size;
}

async function writeModel(folder: string): Promise<void> {
  const info = tinyModelInfo(SPEC, { inputSize: tileGeometry(SPEC, 128).inputSize, steps: 0 });
  const bytes = writeSafetensors(info, initWeights(buildGraph(SPEC), 1));
  await writeResult(folder, 'model.safetensors', bytes);
}

const folder = await mkdtemp(join(tmpdir(), 'studio-large-'));
try {
  const imageBytes = await writeImage(folder);
  await writeModel(folder);
  const maxRss = () => Math.round(process.resourceUsage().maxRSS / 1024);
  const before = maxRss();
  const started = performance.now();
  const args = ['--model', join(folder, 'model.safetensors'), '--images', join(folder, 'image.tif')];
  await predictCommand([...args, '--out', folder]);
  const seconds = Math.round((performance.now() - started) / 1000);
  const labelBytes = (await stat(join(folder, 'image.png'))).size;
  const result = { width, height, seconds, imageBytes, labelBytes, maxRssMiB: { before, after: maxRss() } };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await rm(folder, { recursive: true });
}
// Dawn keeps the process alive.
process.exit(0);
