/**
 * The program behind `bench -- large`: `write FOLDER W H SCALE` leaves a TIFF and a model of width 2 and depth 1 there,
 * `predict FOLDER` predicts by the command line's code. hosts/largeInNode.mjs starts it.
 */
import '../src/cli/installWebGpu';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { predictCommand } from '../src/cli/predictCommand';
import { streamResult } from '../src/cli/streamResult';
import { writeResult } from '../src/cli/writeResult';
import { fillNormal } from '../src/common/pixelNoise';
import { rngStream } from '../src/common/rng';
import { tf } from '../src/gpu/tf';
import { buildGraph } from '../src/network/buildGraph';
import { initWeights } from '../src/network/initWeights';
import { tileGeometry } from '../src/network/tileGeometry';
import { layersModelFiles } from '../src/pipeline/export/layersModelFiles';
import { needsBigTiff, TiffWriter } from '../src/pipeline/export/tiffWriter';
import { writeSafetensors } from '../src/pipeline/export/writeSafetensors';
import { tinyModelInfo } from '../src/testing/tinyModelInfo';
import { tinySpec } from '../src/testing/tinySpec';

const ROWS = 64;
const SPEC = tinySpec({ width: 2 });

const [task, folder = '', ...size] = process.argv.slice(2);
const [width = 0, height = 0, factor = 1] = size.map(Number);

if (task === 'write') {
  await writeImage();
  await writeModel();
} else {
  process.stdout.write(JSON.stringify(await predict()));
}
// Dawn keeps the process alive.
process.exit(0);

/** Bright discs of different sizes, 100 px apart, in the same noise every 64 rows. */
async function writeImage(): Promise<void> {
  const noise = new Float32Array(ROWS * width);
  fillNormal(noise, rngStream(1, 'test', 0, 0));
  const file = await streamResult(folder, 'image.tif');
  const writer = new TiffWriter(file, needsBigTiff(width * height));
  const shape = { width, height, rowsPerStrip: Math.min(ROWS, height), description: null, resolution: null };
  const page = writer.addPage({ ...shape, type: 'uint8', deflate: true });
  for (let y = 0; y < height; y += ROWS)
    await writer.append(page, discs(y, Math.min(ROWS, height - y), noise));
  await writer.end();
  await file.keep();
}

function discs(top: number, rows: number, noise: Float32Array): Uint8Array {
  const out = new Uint8Array(rows * width);
  for (let at = 0; at < out.length; at++) {
    const [x, y] = [at % width, top + Math.floor(at / width)];
    const radius = 10 + ((Math.floor(x / 100) * 7 + Math.floor(y / 100) * 3) % 30);
    const inside = ((x % 100) - 50) ** 2 + ((y % 100) - 50) ** 2 < radius ** 2;
    out[at] = (inside ? 170 : 60) + 12 * (noise[at] ?? 0);
  }
  return out;
}

async function writeModel(): Promise<void> {
  const info = tinyModelInfo(SPEC, {
    inputSize: tileGeometry(SPEC, 128).inputSize,
    scale: factor === 1 ? { kind: 'asIs' } : { kind: 'factor', factor },
    steps: 0,
  });
  const weights = initWeights(buildGraph(SPEC), 1);
  await writeResult(folder, 'model.safetensors', writeSafetensors(info, weights));
  await tf.setBackend('cpu');
  for (const { name, bytes } of layersModelFiles(info, weights)) await writeResult(folder, name, bytes);
}

async function predict() {
  const before = await highWaterMark();
  const started = performance.now();
  const args = ['--model', join(folder, 'model.safetensors'), '--images', join(folder, 'image.tif')];
  await predictCommand([...args, '--out', folder]);
  const seconds = (performance.now() - started) / 1000;
  const labelBytes = (await stat(join(folder, 'image.png'))).size;
  return { seconds, vmHwmMiB: { processBefore: before, process: await highWaterMark() }, labelBytes };
}

/** The most memory that was resident, MiB: the software GPU lives in this process. Null where there is no /proc. */
async function highWaterMark(): Promise<number | null> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(status) ?? [];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}
