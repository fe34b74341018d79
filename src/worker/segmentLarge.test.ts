/** A large image's files beside the same image held whole, and what stays of one that is cancelled. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defined } from '../common/assert';
import { rngStream } from '../common/rng';
import { PLAIN_PREDICT } from '../domain/predict';
import type { Raster } from '../domain/raster';
import { tf } from '../gpu/tf';
import { TfjsNetwork } from '../gpu/tfjsNetwork';
import { SQUARE_SYMMETRIES } from '../imaging/squareSymmetries';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { decodeTiff } from '../pipeline/data/decodeTiff';
import { rasterRows } from '../pipeline/data/rowSource';
import { memoryScratch, type Scratch } from '../pipeline/export/scratch';
import { predictSource } from '../pipeline/predict/predictSource';
import { nodeDataHost } from '../testing/nodeDataHost';
import { tinyModelInfo } from '../testing/tinyModelInfo';
import { tinySpec } from '../testing/tinySpec';
import { CurrentModel } from './currentModel';
import { segmentLarge } from './segmentLarge';

const SPEC = tinySpec({ width: 2 });
const [WIDTH, HEIGHT] = [50, 150];
const rng = rngStream(2, 'test', 0, 0);
const data = Uint16Array.from({ length: WIDTH * HEIGHT }, () => rng.below(4000));
const raster: Raster = { width: WIDTH, height: HEIGHT, channels: 1, type: 'uint16', data };
const source = { rows: { ...rasterRows(raster), rowsTogether: 16 }, pixelSize: { x: 0.5, y: 0.5 } };
const LARGE = { ...source, imageId: 'a.tif' };
const info = tinyModelInfo(SPEC, { scale: { kind: 'factor', factor: 0.7 } });
const weights = [3, 4].map((seed) => initWeights(buildGraph(SPEC), seed));
const model = new CurrentModel(info, defined(weights[0], 'weights'));
let networks: [TfjsNetwork, TfjsNetwork];

beforeAll(async () => {
  await tf.setBackend('cpu');
  const [one, two] = weights.map((own) => new TfjsNetwork(SPEC, own));
  networks = [defined(one, 'network'), defined(two, 'network')];
});

afterAll(() => {
  for (const network of networks) network.dispose();
});

test('writes what the whole image gets, averaged over networks and views, and shows a small one', async () => {
  const options = { tta: true, runIds: ['other'], probabilities: true };
  const [network, other] = networks;
  const made = await segmentLarge(model, network, LARGE, {
    options,
    others: [other],
    scratch: memoryScratch,
    onTile: () => undefined,
    signal: new AbortController().signal,
  });
  const settled = { symmetries: SQUARE_SYMMETRIES, others: [other] };
  const whole = await predictSource(network, info, { raster, ...source }, settled);
  expect(made.files.map(({ suffix }) => suffix)).toEqual(['.tif', '.prob.tif']);
  const [labels, shares] = await Promise.all(
    made.files.map(async ({ suffix, file }) => {
      const bytes = new Uint8Array(await (await file.blob()).arrayBuffer());
      return decodeTiff(suffix, bytes, nodeDataHost);
    }),
  );
  expect(labels?.pixelSize?.x).toBeCloseTo(0.5, 5);
  expect(labels?.planes[0]?.raster.data).toEqual(whole.labels);
  const planes = shares?.planes.map((plane) => plane.raster) ?? [];
  const value = (at: number, c: number) =>
    planes.length === 1 ? planes[0]?.data[2 * at + c] : planes[c]?.data[at];
  for (let at = 0; at < WIDTH * HEIGHT; at += 7)
    for (const c of [0, 1]) expect(value(at, c)).toBe(whole.probabilities[c * WIDTH * HEIGHT + at]);
  // So small an image is shown as it is.
  expect(made.prediction).toMatchObject({ imageId: 'a.tif', width: WIDTH, height: HEIGHT });
  expect(made.prediction.labels).toEqual(whole.labels);
  expect(made.work.tiles).toBe(whole.tiles);
});

test('keeps no file of an image that is cancelled', async () => {
  let open = 0;
  const counting: Scratch = {
    create: async () => {
      open++;
      const file = await memoryScratch.create();
      return { ...file, drop: async () => void open-- };
    },
  };
  const options = { ...PLAIN_PREDICT, probabilities: true };
  const [network] = networks;
  const made = segmentLarge(model, network, LARGE, {
    options,
    others: [],
    scratch: counting,
    onTile: () => undefined,
    signal: AbortSignal.abort(),
  });
  await expect(made).rejects.toMatchObject({ code: 'aborted' });
  expect(open).toBe(0);
});
