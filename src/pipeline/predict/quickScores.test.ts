import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Example } from '../../domain/example';
import { tf } from '../../gpu/tf';
import { TfjsNetwork } from '../../gpu/tfjsNetwork';
import { scoreLabels } from '../../imaging/scores';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { predictionTile } from '../../network/tileGeometry';
import { randomNumbers } from '../../testing/randomNumbers';
import { tinySpec } from '../../testing/tinySpec';
import { assess } from './assess';
import { predictImage } from './predictImage';
import { labelledPart, quickScores } from './quickScores';
import { quickImages, quickSide, quickTiles } from './quickTiles';

const SPEC = tinySpec({ width: 2 });
const WIDTH = 160;
const HEIGHT = 150;
const WHOLE = { kind: 'last', train: [], validation: ['a'], spatial: null } as const;

let network: TfjsNetwork;
beforeAll(async () => {
  await tf.setBackend('cpu');
  network = new TfjsNetwork(SPEC, initWeights(buildGraph(SPEC), 3));
});
afterAll(() => network.dispose());

/** An image whose truth is what the network says of it; `wrong` pixels are the other class, `ignored` count nowhere. */
async function example(wrong: (x: number, y: number) => boolean, ignored?: typeof wrong): Promise<Example> {
  const image = {
    width: WIDTH,
    height: HEIGHT,
    channels: 1,
    data: new Float32Array(randomNumbers(WIDTH * HEIGHT, 5)),
  };
  const { labels } = await predictImage(network, image, { geometry: predictionTile(SPEC, image, 32) });
  const at = (test: typeof wrong) => (index: number) => test(index % WIDTH, Math.floor(index / WIDTH));
  const classes = labels.map((label, index) => (at(wrong)(index) ? 1 - label : label));
  const ignore = ignored ? Uint8Array.from(classes, (_, index) => (at(ignored)(index) ? 1 : 0)) : null;
  return { id: 'a', image, labels: { width: WIDTH, height: HEIGHT, classes, ignore, instances: null } };
}

describe('quickScores', () => {
  it('is perfect against the own prediction, as the assessment is', async () => {
    const perfect = await example(() => false);
    const found = await quickScores(network, [perfect], 32);
    expect(found?.scores.pixelAccuracy).toBe(1);
    expect(found?.tiles.map(({ meanDice }) => meanDice)).toEqual([1, 1, 1, 1]);
    const { scores } = await assess(network, [perfect], { inputSize: 32, split: WHOLE });
    expect(scores.pixelAccuracy).toBe(1);
  });

  it('lists the worst tile first', async () => {
    const found = await quickScores(network, [await example((x, y) => x > 100 && y > 100)], 32);
    const [worst, ...others] = found?.tiles ?? [];
    expect(worst && worst.x + worst.width > 100 && worst.y + worst.height > 100).toBe(true);
    for (const { meanDice } of others) expect(meanDice ?? 0).toBeGreaterThanOrEqual(worst?.meanDice ?? 1);
  });

  it('looks inside a held-out block and counts nothing outside', async () => {
    const outside = (x: number, y: number) => x < 100 || y < 90 || y >= 120;
    const block = await example(outside, outside);
    const found = await quickScores(network, [block], 32);
    expect(found?.scores.pixelAccuracy).toBe(1);
    const split = { ...WHOLE, kind: 'spatial', spatial: { guard: 0, blocks: [] } } as const;
    const found2 = await assess(network, [block], { inputSize: 32, split });
    expect(found2.scores.pixelAccuracy).toBe(1);
    expect(found2.sentence).toContain('new images may be worse');
  });

  it('says null where nothing is held out or nothing is labelled, and the assessment says why', async () => {
    expect(await quickScores(network, [], 32)).toBeNull();
    const blank = await example(
      () => false,
      () => true,
    );
    expect(await quickScores(network, [blank], 32)).toBeNull();
    const none = await assess(network, [], { inputSize: 32, split: WHOLE });
    expect(none.scores.meanDice).toBeNull();
    expect(none.sentence).toContain('Nothing was held out');
    expect((await assess(network, [blank], { inputSize: 32, split: WHOLE })).sentence).toContain(
      'has a label',
    );
  });
});

describe('quickTiles', () => {
  it('looks at no more than the budget, inside the image, and meets the part it is asked for', () => {
    const size = fc.integer({ min: 20, max: 900 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 60 }), fc.nat(), (width, height, heldOut, seed) => {
        const part = {
          x: seed % (width - 10),
          y: (seed >> 8) % (height - 10),
          width: 10,
          height: 10,
        };
        const { tiles } = quickTiles({ ...SPEC, depth: 2 }, { width, height }, part, heldOut, 64);
        for (const tile of tiles) {
          expect(tile.outX >= 0 && tile.outX + tile.outWidth <= width).toBe(true);
          expect(tile.outY >= 0 && tile.outY + tile.outHeight <= height).toBe(true);
          expect(tile.outX < part.x + 10 && tile.outX + tile.outWidth > part.x).toBe(true);
          expect(tile.outY < part.y + 10 && tile.outY + tile.outHeight > part.y).toBe(true);
        }
        const looked = quickImages(Array.from({ length: heldOut })).length;
        expect(looked * tiles.length * quickSide(heldOut) ** 2).toBeLessThanOrEqual(6 * 128 * 128);
      }),
    );
  });
});

it('finds the part that is labelled by looking at every pixel', () => {
  const map = (ignore: Uint8Array<ArrayBuffer> | null) => ({
    width: 7,
    height: 5,
    classes: new Uint8Array(35),
    ignore,
    instances: null,
  });
  expect(labelledPart(map(null))).toEqual({ x: 0, y: 0, width: 7, height: 5 });
  expect(labelledPart(map(new Uint8Array(35).fill(1)))).toBeNull();
  const ignore = new Uint8Array(35).fill(1);
  ignore[1 * 7 + 2] = 0;
  ignore[3 * 7 + 5] = 0;
  expect(labelledPart(map(ignore))).toEqual({ x: 2, y: 1, width: 4, height: 3 });
});

it('scores the same labels as a count of pixels', async () => {
  const half = await example((x) => x < 80);
  const { scores } = await assess(network, [half], { inputSize: 32, split: WHOLE });
  const { labels } = await predictImage(network, half.image, {
    geometry: predictionTile(SPEC, half.image, 32),
  });
  expect(scores).toEqual(half.labels && scoreLabels(half.labels, labels, 2));
});
