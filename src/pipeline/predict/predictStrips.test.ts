/** What predicting by strips holds, and what blended and augmented tiles say beside whole images. */
import { beforeAll, describe, expect, it } from 'vitest';
import { HeldBytes } from '../../common/heldBytes';
import { rngStream } from '../../common/rng';
import type { UNetSpec } from '../../domain/network';
import type { FloatRaster } from '../../domain/raster';
import type { ModelInfo } from '../../domain/train';
import type { Network } from '../../gpu/network';
import { tf } from '../../gpu/tf';
import { TfjsNetwork } from '../../gpu/tfjsNetwork';
import { laidOut, SQUARE_SYMMETRIES } from '../../imaging/squareSymmetries';
import { seamGrid, tilesOf } from '../../imaging/tiles';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { parameterTable, type WeightMap } from '../../network/parameterTable';
import { predictionTile, tileGeometry, tileWithCore } from '../../network/tileGeometry';
import { tinySpec } from '../../testing/tinySpec';
import type { RowSource } from '../data/rowSource';
import { predictImage } from './predictImage';
import { predictSourceStrips } from './predictSource';
import { runTile } from './runTile';
import type { ResultStrip } from './stripOutlet';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function networkOf(spec: UNetSpec): TfjsNetwork {
  return new TfjsNetwork(spec, initWeights(buildGraph(spec), 5));
}

/** Discs on a slope: parts of it differ in their means, as parts of real images do. */
function scene(width: number, height: number): FloatRaster {
  const data = Float32Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    const distance = Math.hypot((x % 26) - 13, (y % 22) - 11);
    return 1.5 / (1 + Math.exp(distance - 7)) + (3 * x) / width - 1;
  });
  return { width, height, channels: 1, data };
}

function noise(width: number, height: number): FloatRaster {
  const rng = rngStream(1, 'test', width, height);
  const data = Float32Array.from({ length: width * height }, () => rng.normal());
  return { width, height, channels: 1, data };
}

function meanDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;
}

function largest(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? 0))), 0);
}

/** The first class by tiles of `side` px set side by side: what blending is there to avoid. */
async function sideBySide(network: Network, image: FloatRaster, side: number): Promise<Float32Array> {
  const { width, height } = image;
  const found = new Float32Array(width * height);
  for (const tile of tilesOf(
    seamGrid(width, height, { inputSize: side, core: side, margin: 0, alignment: 4 }),
  )) {
    const { data } = await runTile(network, image, tile, tileGeometry(network.spec, side));
    for (let y = 0; y < tile.outHeight; y++)
      for (let x = 0; x < tile.outWidth; x++)
        found[(tile.outY + y) * width + tile.outX + x] = data[(y * side + x) * 2] ?? 0;
  }
  return found;
}

/** Mean step between columns `x` - 1 and `x` for every `x` given. */
function stepAt(found: Float32Array, width: number, columns: readonly number[]): number {
  const rows = Array.from({ length: found.length / width }, (_, y) => y * width);
  const all = rows.flatMap((row) =>
    columns.map((x) => Math.abs((found[row + x] ?? 0) - (found[row + x - 1] ?? 0))),
  );
  return all.reduce((sum, value) => sum + value, 0) / all.length;
}

/** The way over the skip carries x as relu(x) and relu(-x), normalised on the way: how bright a pixel is in its tile. */
function brightnessWeights(spec: UNetSpec): WeightMap {
  const own = [
    [0, 0, 1],
    [1, 1, 1],
  ] as const;
  const taps: Record<string, readonly (readonly [from: number, to: number, weight: number])[]> = {
    'encoder.0.conv1.weight': [
      [0, 0, 1],
      [0, 1, -1],
    ],
    'encoder.0.conv2.weight': own,
    'decoder.0.conv1.weight': own,
    'decoder.0.conv2.weight': own,
    'head.weight': [
      [0, 1, 1],
      [1, 0, 1],
    ],
  };
  return new Map(
    parameterTable(buildGraph(spec)).map(({ name, shape, count }) => {
      const values = new Float32Array(count).fill(/norm\d?\.weight$/.test(name) ? 1 : 0);
      const [height = 1, width = 1, inputs = 1, outputs = 1] = shape;
      const centre = Math.floor(height / 2) * width + Math.floor(width / 2);
      for (const [from, to, weight] of taps[name] ?? [])
        values[(centre * inputs + from) * outputs + to] = weight;
      return [name, values];
    }),
  );
}

describe('norm layers', () => {
  const spec = tinySpec({ norm: 'instance', width: 2 });
  const [width, height, side] = [128, 64, 32];

  it('see tiles, blended: nearer to the whole image, and without a step where tiles end', async () => {
    const network = new TfjsNetwork(spec, brightnessWeights(spec));
    const image = scene(width, height);
    const geometry = tileGeometry(spec, side);
    const found = await predictImage(network, image, { geometry });
    expect(found.tiles).toBe(8 * 4);
    const plane = (all: Float32Array) => all.subarray(0, width * height);
    const tiled = plane(found.probabilities);
    const large = await predictImage(network, image, { geometry: tileGeometry(spec, width) });
    expect(large.tiles).toBe(1);
    const whole = plane(large.probabilities);
    const hard = await sideBySide(network, image, side);
    const starts = [8, 24, 40, 56, 72, 88, 104];
    const usual = stepAt(
      tiled,
      width,
      Array.from({ length: width - 1 }, (_, x) => x + 1),
    );
    expect(stepAt(hard, width, [32, 64, 96])).toBeGreaterThan(8 * usual);
    expect(stepAt(tiled, width, [32, 64, 96])).toBeLessThan(1.5 * usual);
    expect(stepAt(tiled, width, starts)).toBeLessThan(1.5 * usual);
    // This network says nothing but how bright a pixel is in its tile: others differ less.
    expect(meanDifference(tiled, whole)).toBeLessThan(meanDifference(hard, whole));
    expect(meanDifference(tiled, whole)).toBeLessThan(0.15);
    expect(largest(tiled, whole)).toBeLessThan(0.5);
    expect(largest(tiled, whole)).toBeLessThan(largest(hard, whole));
    network.dispose();
  });

  it('give equal bits for equal images, whatever the tiles that were begun before', async () => {
    const network = networkOf(spec);
    const image = noise(40, 40);
    const options = { geometry: predictionTile(spec, image, 16) };
    expect(await predictImage(network, image, options)).toEqual(await predictImage(network, image, options));
    network.dispose();
  });
});

describe('test-time augmentation', () => {
  const spec = tinySpec({ depth: 2 });
  const symmetries = SQUARE_SYMMETRIES;

  it('says of a turned or mirrored image what it says of the image, turned or mirrored', async () => {
    const network = networkOf(spec);
    const [side, image] = [16, noise(16, 16)];
    const geometry = tileWithCore(spec, side);
    const plain = await predictImage(network, image, { geometry });
    const mean = await predictImage(network, image, { geometry, symmetries });
    expect(meanDifference(plain.probabilities, mean.probabilities)).toBeGreaterThan(0.001);
    for (const symmetry of symmetries) {
      const turned = { ...image, data: laidOut(image.data, side, 1, symmetry) };
      const found = await predictImage(network, turned, { geometry, symmetries });
      const wanted = laidOut(mean.probabilities.subarray(0, side * side), side, 1, symmetry);
      expect(largest(found.probabilities.subarray(0, side * side), wanted)).toBeLessThan(1e-6);
    }
    network.dispose();
  });

  it.each(['same', 'valid'] as const)('is by tiles what it is of the whole image, %s', async (padding) => {
    const network = networkOf({ ...spec, padding });
    const image = noise(37, 22);
    const geometry = (core: number) => tileWithCore(network.spec, core);
    const whole = await predictImage(network, image, { geometry: geometry(37), symmetries });
    const tiled = await predictImage(network, image, { geometry: geometry(12), symmetries });
    expect([whole.tiles, tiled.tiles]).toEqual([1, 8]);
    expect(largest(tiled.probabilities, whole.probabilities)).toBeLessThan(1e-5);
    network.dispose();
  });
});

describe('memory', () => {
  const width = 2048;

  /** Answers by brightness alone: what is counted is what the pipeline holds, not what a network does. */
  const network: Network = {
    spec: tinySpec({ width: 2 }),
    logits: async (input) => {
      const out = new Float32Array(2 * input.length);
      for (let at = 0; at < input.length; at++) out[2 * at + 1] = input[at] ?? 0;
      return out;
    },
    weights: async () => new Map(),
    prepare: async () => undefined,
    release: async () => undefined,
    setWeights: () => undefined,
    dispose: () => undefined,
  };
  const info: ModelInfo = {
    spec: network.spec,
    classes: [
      { name: 'ground', color: '#000000' },
      { name: 'bright', color: '#ffffff' },
    ],
    normalisation: { kind: 'window', windows: [{ low: 0, high: 255 }] },
    scale: { kind: 'asIs' },
    channelChoice: null,
    inputSize: 32,
    steps: 1,
    meanIou: null,
  };
  /** Row `y` of the image is the pattern of y modulo 256. */
  const patterns = Array.from({ length: 256 }, (_, y) =>
    Uint8Array.from({ length: width }, (_, x) => ((x >> 4) + y) & 255),
  );
  const pattern = (y: number) => patterns[y & 255] ?? new Uint8Array();

  function imageOf(height: number): RowSource {
    const read = async (from: number, to: number) => {
      const data = new Uint8Array((to - from) * width);
      for (let y = from; y < to; y++) data.set(pattern(y), (y - from) * width);
      return { width, height: to - from, channels: 1, type: 'uint8' as const, data };
    };
    return { width, height, channels: 1, type: 'uint8', rowsTogether: 256, read };
  }

  /** Pixels of the strip that are not labelled by whether they are brighter than the middle of the window. */
  function wrongPixels({ y, height, labels }: ResultStrip): number {
    let wrong = 0;
    for (let at = 0; at < height * width; at++) {
      const value = pattern(y + Math.floor(at / width))[at % width] ?? 0;
      if (labels[at] !== (value > 127 ? 1 : 0)) wrong++;
    }
    return wrong;
  }

  async function peakOf(height: number, factor: number): Promise<number> {
    const held = new HeldBytes();
    let [next, wrong] = [0, 0];
    const sink = (strip: ResultStrip) => {
      expect(strip.y).toBe(next);
      next += strip.height;
      if (factor === 1) wrong += wrongPixels(strip);
    };
    const scaled = { ...info, scale: { kind: 'factor', factor } } as const;
    await predictSourceStrips(network, scaled, { rows: imageOf(height), pixelSize: null }, { held }, sink);
    expect([next, wrong]).toEqual([height, 0]);
    return held.peak;
  }

  it.each([
    [1, 16_384],
    [0.25, 4096],
  ])('grows with the width, not with the height, at scale %d', async (factor, tall) => {
    const square = await peakOf(2048, factor);
    expect(await peakOf(tall, factor)).toBe(square);
    // The probabilities of 2048 x 16384 px alone would be 268 MB.
    expect(square).toBeLessThan(40e6);
  });
});
