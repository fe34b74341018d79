import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import type { LabelMap } from '../../domain/labels';
import type { Raster } from '../../domain/raster';
import type { TrainingScale } from '../../domain/scale';
import type { ModelInfo } from '../../domain/train';
import { tf } from '../../gpu/tf';
import { TfjsNetwork } from '../../gpu/tfjsNetwork';
import { scoreLabels } from '../../imaging/scores';
import { buildGraph } from '../../network/buildGraph';
import { parameterTable, type WeightMap } from '../../network/parameterTable';
import { predictionTile, tileGeometry } from '../../network/tileGeometry';
import { tinySpec } from '../../testing/tinySpec';
import { normalise } from '../data/normalise';
import { prepareExample } from '../data/prepareExample';
import { readSafetensors } from '../export/readSafetensors';
import { writeSafetensors } from '../export/writeSafetensors';
import { assess } from './assess';
import { glimpseOf } from './glimpseOf';
import { predictImage } from './predictImage';
import { predictSource } from './predictSource';

const SPEC = tinySpec({ width: 2 });

/** Steepness of the threshold: logits a unit of intensity. */
const GAIN = 3;

/** Hand-set weights: the way over the skip carries x as relu(x) and relu(-x), and the head says class 1 where x > 0. */
function thresholdWeights(): WeightMap {
  const taps: Record<string, readonly (readonly [from: number, to: number, weight: number])[]> = {
    'encoder.0.conv1.weight': [
      [0, 0, 1],
      [0, 1, -1],
    ],
    'encoder.0.conv2.weight': [
      [0, 0, 1],
      [1, 1, 1],
    ],
    'decoder.0.conv1.weight': [
      [0, 0, 1],
      [1, 1, 1],
    ],
    'decoder.0.conv2.weight': [
      [0, 0, 1],
      [1, 1, 1],
    ],
    'head.weight': [
      [0, 1, GAIN],
      [1, 0, GAIN],
    ],
  };
  return new Map(
    parameterTable(buildGraph(SPEC)).map(({ name, shape, count }) => {
      const values = new Float32Array(count);
      const [height = 1, width = 1, inputs = 1, outputs = 1] = shape;
      const centre = Math.floor(height / 2) * width + Math.floor(width / 2);
      for (const [from, to, weight] of taps[name] ?? [])
        values[(centre * inputs + from) * outputs + to] = weight;
      return [name, values];
    }),
  );
}

function infoOf(changes: Partial<ModelInfo> = {}): ModelInfo {
  return {
    spec: SPEC,
    classes: [
      { name: 'ground', color: '#4d4d4d' },
      { name: 'disc', color: '#e69f00' },
    ],
    normalisation: { kind: 'window', windows: [{ low: 1000, high: 3000 }] },
    scale: { kind: 'asIs' },
    channelChoice: null,
    inputSize: tileGeometry(SPEC, 32).inputSize,
    steps: 1,
    meanIou: null,
    ...changes,
  };
}

const [WIDTH, HEIGHT] = [75, 62];

/** A bright disc in 16 bits, off the middle, and where it is. */
function discImage(): { raster: Raster; truth: LabelMap } {
  const inside = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) =>
    Math.hypot((at % WIDTH) + 0.5 - 31.3, Math.floor(at / WIDTH) + 0.5 - 27.8) < 17 ? 1 : 0,
  );
  const data = Uint16Array.from(inside, (label) => (label ? 2600 : 1400));
  return {
    raster: { width: WIDTH, height: HEIGHT, channels: 1, type: 'uint16', data },
    truth: { width: WIDTH, height: HEIGHT, classes: inside, ignore: null, instances: null },
  };
}

/** The middle of class 1, px. */
function centreOf(labels: Uint8Array): { x: number; y: number } {
  const own = [...labels.keys()].filter((at) => labels[at] === 1);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { x: mean(own.map((at) => at % WIDTH)), y: mean(own.map((at) => Math.floor(at / WIDTH))) };
}

let network: TfjsNetwork;

beforeAll(async () => {
  await tf.setBackend('cpu');
  network = new TfjsNetwork(SPEC, thresholdWeights());
});

afterAll(() => network.dispose());

const SCALES: [string, TrainingScale][] = [
  ['a third', { kind: 'factor', factor: 1 / 3 }],
  ['0.5', { kind: 'factor', factor: 0.5 }],
  ['0.83', { kind: 'factor', factor: 0.83 }],
  ['twice', { kind: 'factor', factor: 2 }],
  ['2 µm a pixel, from pixels of 1 by 1.5 µm', { kind: 'pixelSize', um: 2 }],
];

describe('predictSource', () => {
  const { raster, truth } = discImage();
  const source = { raster, pixelSize: { x: 1, y: 1.5 } };

  it("is the prediction of the normalised image where the scale is the source's own", async () => {
    const info = infoOf();
    const image = normalise(raster, info.normalisation);
    const geometry = predictionTile(SPEC, image, info.inputSize);
    expect(await predictSource(network, info, source)).toEqual(
      await predictImage(network, image, { geometry }),
    );
    expect((await predictSource(network, info, source)).labels).toEqual(truth.classes);
  });

  it.each(SCALES)(
    "returns labels and probabilities in their place at the source's size: %s",
    async (_, scale) => {
      const found = await predictSource(network, infoOf({ scale }), source);
      expect([found.width, found.height, found.labels.length]).toEqual([WIDTH, HEIGHT, WIDTH * HEIGHT]);
      // Half a training pixel is one and a half of the source's at a third.
      const [seen, wanted] = [centreOf(found.labels), centreOf(truth.classes)];
      expect(Math.hypot(seen.x - wanted.x, seen.y - wanted.y)).toBeLessThan(0.3);
      expect(scoreLabels(truth, found.labels, 2)?.iou[1]).toBeGreaterThan(0.95);
      const count = WIDTH * HEIGHT;
      for (let pixel = 0; pixel < count; pixel += 7) {
        const [ground = 0, disc = 0] = [found.probabilities[pixel], found.probabilities[count + pixel]];
        expect(ground + disc).toBeCloseTo(1, 5);
        expect(found.labels[pixel]).toBe(disc > ground ? 1 : 0);
      }
    },
  );

  it('says the same after the model went through a file', async () => {
    const info = infoOf({ scale: { kind: 'pixelSize', um: 2 } });
    const loaded = readSafetensors(writeSafetensors(info, thresholdWeights()), 'model.safetensors');
    const again = new TfjsNetwork(loaded.info.spec, loaded.weights);
    expect(await predictSource(again, loaded.info, source)).toEqual(
      await predictSource(network, info, source),
    );
    again.dispose();
  });

  it.each(SCALES)(
    'is what a held-out image is scored by, against the labels of its file: %s',
    async (_, scale) => {
      const info = infoOf({ scale });
      const example = prepareExample({ id: 'a', ...source, labels: truth }, info);
      expect(example.labels?.width).toBe(example.image.width);
      const { labels } = await predictSource(network, info, source);
      const split = { kind: 'last', train: [], validation: ['a'], spatial: null } as const;
      const { scores } = await assess(network, [example], { inputSize: info.inputSize, split });
      expect(scores).toEqual(scoreLabels(truth, labels, 2));
    },
  );

  it('shows glimpses in their place on the source', async () => {
    const info = infoOf({ scale: { kind: 'factor', factor: 0.5 } });
    const example = prepareExample({ id: 'a', ...source, labels: truth }, info);
    const { x, y, width, height, labels } = await glimpseOf(network, example, info.inputSize);
    expect(x + width).toBeLessThanOrEqual(WIDTH);
    expect(y + height).toBeLessThanOrEqual(HEIGHT);
    const own = labels.map((_, at) => {
      const [u, v] = [x + (at % width), y + Math.floor(at / width)];
      return truth.classes[v * WIDTH + u] ?? 0;
    });
    const there = { width, height, classes: own, ignore: null, instances: null };
    expect(scoreLabels(there, labels, 2)?.iou[1]).toBeGreaterThan(0.9);
  });
});

describe('channels', () => {
  const rng = rngStream(4, 'test', 0, 0);
  const data = Uint16Array.from({ length: 6 * 4 * 4 }, () => rng.below(4000));
  const four: Raster = { width: 6, height: 4, channels: 4, type: 'uint16', data };

  it.each([
    [null, 'The image has 4 channels, the model was trained on 1 channel.'],
    [[5], 'The image has 4 channels, the model uses channel 6 of each file.'],
    [[0, 4], 'The image has 4 channels, the model uses channels 1, 5 of each file.'],
  ])('refuses an image without the channels %j', async (channelChoice, message) => {
    const source = { raster: four, pixelSize: null };
    await expect(predictSource(network, infoOf({ channelChoice }), source)).rejects.toMatchObject({
      code: 'wrong-channels',
      message,
    });
  });
});
