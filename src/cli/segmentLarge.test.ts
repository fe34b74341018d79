/** An image by rows to files, beside the same image held whole. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defined } from '../common/assert';
import { rngStream } from '../common/rng';
import type { Raster } from '../domain/raster';
import { tf } from '../gpu/tf';
import { TfjsNetwork } from '../gpu/tfjsNetwork';
import { SQUARE_SYMMETRIES } from '../imaging/squareSymmetries';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { decodeTiff } from '../pipeline/data/decodeTiff';
import { rasterRows } from '../pipeline/data/rowSource';
import { predictSource } from '../pipeline/predict/predictSource';
import { nodeDataHost } from '../testing/nodeDataHost';
import { tinyModelInfo } from '../testing/tinyModelInfo';
import { tinySpec } from '../testing/tinySpec';
import { segmentLarge } from './segmentLarge';

const SPEC = tinySpec({ width: 2 });
const info = tinyModelInfo(SPEC, { scale: { kind: 'factor', factor: 0.7 } });
const [WIDTH, HEIGHT] = [50, 150];
const rng = rngStream(2, 'test', 0, 0);
const data = Uint16Array.from({ length: WIDTH * HEIGHT }, () => rng.below(4000));
const raster: Raster = { width: WIDTH, height: HEIGHT, channels: 1, type: 'uint16', data };
const source = { rows: { ...rasterRows(raster), rowsTogether: 16 }, pixelSize: { x: 0.5, y: 0.5 } };

let network: TfjsNetwork;
let out: string;

beforeAll(async () => {
  await tf.setBackend('cpu');
  network = new TfjsNetwork(SPEC, initWeights(buildGraph(SPEC), 3));
  out = await mkdtemp(join(tmpdir(), 'studio-large-'));
});

afterAll(async () => {
  network.dispose();
  await rm(out, { recursive: true });
});

test('writes the labels and probabilities that the whole image gets', async () => {
  const work = { network, info, out, probabilities: true, averaging: { symmetries: SQUARE_SYMMETRIES } };
  const files = await segmentLarge(work, source, 'sub/a.png');
  expect(files).toEqual([join(out, 'sub/a.png'), join(out, 'sub/a.prob.tif')]);
  expect((await readdir(join(out, 'sub'))).sort()).toEqual(['a.png', 'a.prob.tif']);
  const whole = await predictSource(network, info, { raster, ...source }, { symmetries: SQUARE_SYMMETRIES });
  const png = decode(await readFile(join(out, 'sub/a.png')));
  expect(Buffer.compare(png.data as Uint8Array, whole.labels)).toBe(0);
  const bytes = new Uint8Array(await readFile(join(out, 'sub/a.prob.tif')));
  const { planes, pixelSize } = await decodeTiff('a.prob.tif', bytes, nodeDataHost);
  expect(pixelSize?.x).toBeCloseTo(0.5, 5);
  const count = WIDTH * HEIGHT;
  const found = [0, 1].map((index) => defined(planes[index] ?? planes[0], 'plane').raster);
  const value = (at: number, c: number) =>
    planes.length === 1 ? found[0]?.data[at * 2 + c] : found[c]?.data[at];
  for (let at = 0; at < count; at += 7) {
    for (const c of [0, 1]) expect(value(at, c)).toBe(whole.probabilities[c * count + at]);
  }
});

test('leaves nothing of a file that does not come to its end', async () => {
  const broken = {
    ...source,
    rows: {
      ...source.rows,
      read: async (from: number, to: number) => {
        if (to > 100) throw new Error('the disk is gone');
        return source.rows.read(from, to);
      },
    },
  };
  const windows = { ...info, normalisation: { kind: 'window', windows: [{ low: 0, high: 4000 }] } } as const;
  const work = { network, info: windows, out, probabilities: true, averaging: {} };
  await expect(segmentLarge(work, broken, 'broken/b.png')).rejects.toThrow('the disk is gone');
  expect(await readdir(join(out, 'broken'))).toEqual([]);
});
