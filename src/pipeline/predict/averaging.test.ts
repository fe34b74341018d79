/** Several networks as one: what their average says beside what each of them says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import type { UNetSpec } from '../../domain/network';
import type { FloatRaster } from '../../domain/raster';
import { tf } from '../../gpu/tf';
import { TfjsNetwork } from '../../gpu/tfjsNetwork';
import { SQUARE_SYMMETRIES } from '../../imaging/squareSymmetries';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { tileWithCore } from '../../network/tileGeometry';
import { tinySpec } from '../../testing/tinySpec';
import { predictImage } from './predictImage';

const [WIDTH, HEIGHT] = [37, 22];
const made: TfjsNetwork[] = [];

beforeAll(async () => {
  await tf.setBackend('cpu');
});

afterAll(() => {
  for (const network of made) network.dispose();
});

function networkOf(spec: UNetSpec, seed: number): TfjsNetwork {
  const network = new TfjsNetwork(spec, initWeights(buildGraph(spec), seed));
  made.push(network);
  return network;
}

function noise(channels: number): FloatRaster {
  const rng = rngStream(1, 'test', WIDTH, HEIGHT);
  const data = Float32Array.from({ length: WIDTH * HEIGHT * channels }, () => rng.normal());
  return { width: WIDTH, height: HEIGHT, channels, data };
}

function meanOf(planes: readonly Float32Array[]): Float32Array {
  return new Float32Array(planes[0]?.length ?? 0).map(
    (_, at) => planes.reduce((sum, plane) => sum + (plane[at] ?? 0), 0) / planes.length,
  );
}

function largest(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? 0))), 0);
}

describe.each(['same', 'valid'] as const)('averaged networks, %s', (padding) => {
  const spec = tinySpec({ padding, width: 3, inputChannels: 2, classes: 3 });
  const image = noise(2);
  const geometry = tileWithCore(spec, 12);

  it('say by tiles exactly the mean of what each says of the whole image', async () => {
    const [one, two] = [networkOf(spec, 5), networkOf(spec, 6)];
    const whole = { geometry: tileWithCore(spec, Math.max(WIDTH, HEIGHT)) };
    const found = await predictImage(one, image, { ...whole, others: [two] });
    const own = [await predictImage(one, image, whole), await predictImage(two, image, whole)];
    expect(found.probabilities).toEqual(meanOf(own.map(({ probabilities }) => probabilities)));
    expect(own[0]?.labels).not.toEqual(own[1]?.labels);
    const tiled = await predictImage(one, image, { geometry, others: [two] });
    expect([found.tiles, tiled.tiles]).toEqual([1, 8]);
    expect(largest(tiled.probabilities, found.probabilities)).toBeLessThan(1e-5);
  });

  it('are labelled by the mean, the order of the others changing no more than rounding', async () => {
    const [one, two, three] = [networkOf(spec, 5), networkOf(spec, 6), networkOf(spec, 7)];
    const found = await predictImage(one, image, { geometry, others: [two, three] });
    const turned = await predictImage(three, image, { geometry, others: [two, one] });
    expect(largest(found.probabilities, turned.probabilities)).toBeLessThan(1e-6);
    const count = WIDTH * HEIGHT;
    const wanted = Uint8Array.from({ length: count }, (_, at) => {
      const shares = [0, 1, 2].map((c) => found.probabilities[c * count + at] ?? 0);
      return shares.indexOf(Math.max(...shares));
    });
    expect(found.labels).toEqual(wanted);
  });

  it('are each asked in all eight ways where tiles are turned', async () => {
    const [one, two] = [networkOf(spec, 5), networkOf(spec, 6)];
    const options = { geometry, symmetries: SQUARE_SYMMETRIES };
    const found = await predictImage(one, image, { ...options, others: [two] });
    const own = [await predictImage(one, image, options), await predictImage(two, image, options)];
    expect(largest(found.probabilities, meanOf(own.map(({ probabilities }) => probabilities)))).toBeLessThan(
      1e-6,
    );
  });
});
