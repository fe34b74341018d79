import { expect, test } from 'vitest';
import { rngStream } from '../../common/rng';
import type { UNetSpec } from '../../domain/network';
import type { Raster } from '../../domain/raster';
import { PlanNetwork } from '../../gpu/planNetwork';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { predictionTile, smallerTile, tileGeometry } from '../../network/tileGeometry';
import { relativeError } from '../../testing/relativeError';
import { testPlanDevice } from '../../testing/testPlanDevice';
import { tinyModelInfo } from '../../testing/tinyModelInfo';
import { tinySpec } from '../../testing/tinySpec';
import { predictSource } from './predictSource';

const SIZE = { width: 90, height: 70 };
const rng = rngStream(7, 'test', 0, 0);
const raster: Raster = {
  ...SIZE,
  channels: 1,
  type: 'uint8',
  data: Uint8Array.from({ length: 90 * 70 }, () => rng.below(256)),
};
const source = { raster, pixelSize: null };

const modelOf = (spec: UNetSpec) => tinyModelInfo(spec, { inputSize: tileGeometry(spec, 32).inputSize });

const weightsOf = (spec: UNetSpec, seed = 1) => initWeights(buildGraph(spec), seed);

/** Bytes that tiles of a side take, weights included. */
async function bytesOf(spec: UNetSpec, side: number): Promise<number> {
  const device = await testPlanDevice();
  const network = new PlanNetwork(spec, weightsOf(spec), device);
  await network.prepare(side);
  network.dispose();
  return device.memory.peakBytes;
}

/** The image predicted on a device with so much room, and the tiles that were told to be smaller. */
async function predictedIn(spec: UNetSpec, capBytes?: number, averaged = 0) {
  const device = await testPlanDevice(capBytes);
  const [network, ...others] = Array.from(
    { length: 1 + averaged },
    (_, seed) => new PlanNetwork(spec, weightsOf(spec, seed + 1), device),
  ) as [PlanNetwork, ...PlanNetwork[]];
  const told: (readonly [number, number])[] = [];
  const onSmallerTile = (side: number, wanted: number) => told.push([side, wanted]);
  try {
    const options = { onSmallerTile, others };
    const first = await predictSource(network, modelOf(spec), source, options);
    return { first, again: await predictSource(network, modelOf(spec), source, options), told };
  } finally {
    for (const each of [network, ...others]) each.dispose();
    expect(device.memory.liveBytes).toBe(0);
  }
}

const VALID = tinySpec({ width: 2 });
const { inputSize } = modelOf(VALID);
const wanted = predictionTile(VALID, SIZE, inputSize);

test('a tile without room gives way to a smaller one, whose result is the same, and that is told', async () => {
  const smaller = smallerTile(VALID, wanted, inputSize);
  if (smaller === null) throw new Error('there is a smaller tile');
  const room = await bytesOf(VALID, smaller.inputSize);
  expect(room).toBeLessThan(await bytesOf(VALID, wanted.inputSize));
  const roomy = await predictedIn(VALID);
  expect(roomy.told).toEqual([]);
  const tight = await predictedIn(VALID, room);
  expect(tight.told).toEqual(Array(2).fill([smaller.inputSize, wanted.inputSize]));
  expect(tight.first.tiles).toBeGreaterThan(roomy.first.tiles);
  expect(relativeError(tight.first.probabilities, roomy.first.probabilities)).toBeLessThan(1e-5);
  expect(tight.again).toEqual(tight.first);
});

test('averaged networks need room at the same time', async () => {
  const room = await bytesOf(VALID, wanted.inputSize);
  const roomy = await predictedIn(VALID, undefined, 1);
  const tight = await predictedIn(VALID, room, 1);
  expect(tight.told[0]?.[0]).toBeLessThan(wanted.inputSize);
  expect(relativeError(tight.first.probabilities, roomy.first.probabilities)).toBeLessThan(1e-5);
});

test('with norm layers no tile is smaller than the one that was trained with', async () => {
  const spec = tinySpec({ width: 2, padding: 'same', norm: 'instance' });
  const trained = modelOf(spec).inputSize;
  const tight = await predictedIn(spec, await bytesOf(spec, trained));
  expect(tight.told[0]?.[0]).toBe(trained);
  await expect(predictedIn(spec, (await bytesOf(spec, trained)) - 8)).rejects.toMatchObject({
    code: 'out-of-memory',
  });
});
