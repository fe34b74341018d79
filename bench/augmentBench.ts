/**
 * The program behind `bench -- augment`: times patches and one plain bilinear resampling in turn, then draws many and
 * looks at the heap. augment.mjs bundles and starts it.
 */
import { cpus } from 'node:os';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { median } from '../src/common/median';
import { type AugmentSettings, DEFAULT_AUGMENT, NO_AUGMENT } from '../src/domain/augment';
import { AUGMENT_PRESETS } from '../src/domain/augmentPresets';
import { AUGMENT_TRANSFORMS, type TransformName } from '../src/domain/augmentTransforms';
import type { FloatRaster } from '../src/domain/raster';
import { DEFAULT_WEIGHTS, type WeightSettings } from '../src/domain/weights';
import { mirrorIndex } from '../src/imaging/mirror';
import { drawPatch } from '../src/pipeline/augment/drawPatch';
import type { PatchSource } from '../src/pipeline/augment/patchSource';
import { previewPatch } from '../src/pipeline/augment/preview';
import { weightMap } from '../src/pipeline/augment/weightMap';
import { discIds } from '../src/testing/labelImages';
import { processorMs, round3 } from './processorTime';

const SOURCE_SIDE = 1024;
const ROUNDS = 9;
/** A measurement repeats its work until it has taken this long, ms, and so often. */
const LEAST_MS = 100;
const LEAST_CALLS = 3;
/** Before the first: compiling is over by then. */
const WARM_UP_MS = 1500;

/** Every transform, switched on and certain, with its starting numbers: the dearest patch there is. */
const FULL: AugmentSettings = {
  ...NO_AUGMENT,
  ...Object.fromEntries(
    (Object.keys(AUGMENT_TRANSFORMS) as TransformName[]).map((name) => [
      name,
      { ...NO_AUGMENT[name], enabled: true, probability: 1 },
    ]),
  ),
  sampling: 'third',
};

interface PatchCase {
  readonly side: number;
  readonly channels: number;
  readonly augment: AugmentSettings;
  /** The whole strip of the page, each patch beside its unaugmented self, instead of one patch. */
  readonly strip?: number;
}

/** The weight map of one mask of that side with so many objects. */
interface WeightCase {
  readonly side: number;
  readonly objects: number;
  readonly weights: WeightSettings;
}

type Case = PatchCase | WeightCase;

const CASES: Readonly<Record<string, Case>> = {
  'full-128': { side: 128, channels: 1, augment: FULL },
  'full-256': { side: 256, channels: 1, augment: FULL },
  'full-512': { side: 512, channels: 1, augment: FULL },
  'full-256-rgb': { side: 256, channels: 3, augment: FULL },
  'default-256': { side: 256, channels: 1, augment: DEFAULT_AUGMENT },
  'paper-256': { side: 256, channels: 1, augment: AUGMENT_PRESETS.paper },
  'falk-256': { side: 256, channels: 1, augment: AUGMENT_PRESETS.falk },
  'nnunet-256': { side: 256, channels: 1, augment: AUGMENT_PRESETS.nnunet },
  'strip-512': { side: 512, channels: 1, augment: DEFAULT_AUGMENT, strip: 12 },
  'weights-1024': { side: 1024, objects: 500, weights: DEFAULT_WEIGHTS },
  'weights-1024-falk': { side: 1024, objects: 500, weights: { ...DEFAULT_WEIGHTS, kind: 'falk' } },
};

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, cases: { type: 'string' }, patches: { type: 'string' } },
});
const names = values.cases?.split(',') ?? Object.keys(CASES);
const rows = names.map((name) => {
  const row = measure(name, caseNamed(name));
  process.stderr.write(`${JSON.stringify(row)}\n`);
  return row;
});
const peak = await heapOver(Number(values.patches ?? 10_000));
const result = {
  adapter: cpus()[0]?.model ?? 'unknown processor',
  host: 'node',
  versions: { node: process.version },
  rows,
  peak,
};
process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : `${table()}\n`);

function caseNamed(name: string): Case {
  const found = CASES[name];
  if (found) return found;
  process.stderr.write(`There is no case ${name}; there are ${Object.keys(CASES).join(', ')}.\n`);
  process.exit(1);
}

/** Medians of rounds in turn, after a warm-up of each. */
function measure(name: string, measured: Case) {
  const { side } = measured;
  const ours = 'objects' in measured ? weightWork(measured) : patchWork(measured);
  const source = waves('channels' in measured ? measured.channels : 1);
  const peer = () => plainBilinear(source.image, side);
  const times = { ours: [] as number[], peer: [] as number[] };
  for (const work of [ours, peer]) processorMs(work, WARM_UP_MS, LEAST_CALLS);
  for (let round = 0; round < ROUNDS; round++) {
    times.ours.push(processorMs(ours, LEAST_MS, LEAST_CALLS));
    times.peer.push(processorMs(peer, LEAST_MS, LEAST_CALLS));
  }
  const [ms, peerMs] = [median(times.ours) ?? Number.NaN, median(times.peer) ?? Number.NaN];
  return {
    case: name,
    ours: {
      ms: round3(ms),
      ...('channels' in measured && { patchesPerSecond: Math.round((1000 * (measured.strip ?? 1)) / ms) }),
      bilinears: round3(ms / peerMs),
    },
    peers: { bilinear: { ms: round3(peerMs) } },
    ratios: { bilinear: round3(peerMs / ms) },
  };
}

function patchWork({ side, channels, augment, strip }: PatchCase): () => unknown {
  const source = waves(channels);
  const geometry = { inputSize: side, outputSize: side };
  let index = 0;
  if (strip === undefined) return () => patchOf(source, side, augment, index++);
  return () => {
    const seed = index++;
    const keys = Array.from({ length: strip }, (_, place) => ({ seed, step: 0, index: place }));
    return keys.map((key) => previewPatch([source], geometry, augment, [1, 1], key));
  };
}

function weightWork({ side, objects, weights }: WeightCase): () => unknown {
  const { ids } = discIds(side, side, objects, 18, 1);
  const classes = Uint8Array.from(ids, (id) => (id === 0 ? 0 : 1));
  const labels = { width: side, height: side, classes, ignore: null, instances: ids };
  return () => weightMap(labels, weights);
}

function patchOf(source: PatchSource, side: number, augment: AugmentSettings, index: number) {
  const geometry = { inputSize: side, outputSize: side };
  return drawPatch([source], geometry, augment, [1, 1], { seed: 1, step: 0, index });
}

/** What the patch would cost with one rotation and nothing else: four pixels a point, mirrored at the border. */
function plainBilinear({ width, height, channels, data }: FloatRaster, side: number): Float32Array {
  const [cos, sin] = [Math.cos(0.5), Math.sin(0.5)];
  const out = new Float32Array(side * side * channels);
  let at = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const sx = cos * x - sin * y + 300;
      const sy = sin * x + cos * y + 200;
      const column = Math.floor(sx) | 0;
      const row = Math.floor(sy) | 0;
      const t = sx - column;
      const s = sy - row;
      const left = mirrorIndex(column, width) * channels;
      const right = mirrorIndex(column + 1, width) * channels;
      const upper = mirrorIndex(row, height) * width * channels;
      const lower = mirrorIndex(row + 1, height) * width * channels;
      for (let c = 0; c < channels; c++) {
        const a = data[upper + left + c] ?? 0;
        const b = data[upper + right + c] ?? 0;
        const d = data[lower + left + c] ?? 0;
        const e = data[lower + right + c] ?? 0;
        const above = a + (b - a) * t;
        out[at++] = above + (d + (e - d) * t - above) * s;
      }
    }
  }
  return out;
}

/** Bytes in use after garbage collection, before and after many patches of the full recipe. */
async function heapOver(patches: number) {
  const source = waves(1);
  for (let index = 0; index < 500; index++) patchOf(source, 128, FULL, index);
  const before = await usedBytes();
  for (let index = 0; index < patches; index++) patchOf(source, 128, FULL, index);
  const after = await usedBytes();
  return { patches, heapBeforeBytes: before, heapAfterBytes: after, grownBytes: after - before };
}

/** Buffers are freed by another thread some time after their collection, so that one is waited for. */
async function usedBytes(): Promise<number> {
  for (let times = 0; times < 3; times++) {
    globalThis.gc?.();
    await setTimeout(200);
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Smooth waves with round objects, ignored corners and a border weight. */
function waves(channels: number): PatchSource {
  const side = SOURCE_SIDE;
  const pixels = side * side;
  const wave = (i: number) => Math.sin(i / 7) + Math.cos(Math.floor(i / side) / 11);
  const object = (i: number) => (wave(i) > 0.8 ? 1 : 0);
  const plane = (value: (i: number) => number) => Float32Array.from({ length: pixels }, (_, i) => value(i));
  const data = Float32Array.from({ length: pixels * channels }, (_, i) => wave(Math.floor(i / channels)));
  return {
    id: 'waves',
    image: { width: side, height: side, channels, data },
    labels: {
      width: side,
      height: side,
      classes: Uint8Array.from({ length: pixels }, (_, i) => object(i)),
      ignore: Uint8Array.from({ length: pixels }, (_, i) => (i % side < 40 ? 1 : 0)),
      instances: null,
    },
    borderWeights: { width: side, height: side, channels: 1, data: plane((i) => Math.max(0, wave(i))) },
  };
}

function table(): string {
  const lines = rows.map(
    ({ case: name, ours, peers }) =>
      `${name}: ${ours.ms} ms, ${ours.patchesPerSecond ?? '-'} patches a second, ${ours.bilinears} bilinear resamplings of ${peers.bilinear.ms} ms`,
  );
  return [...lines, `heap after ${peak.patches} patches: ${peak.grownBytes} bytes more than before`].join(
    '\n',
  );
}
