/** From files to a run: what its patches are cut from, and that weights and scale reach the patches. */
import { encode } from 'fast-png';
import { beforeAll, describe, expect, it } from 'vitest';
import { defined } from '../../common/assert';
import { NO_AUGMENT } from '../../domain/augment';
import type { TrainingImage } from '../../domain/example';
import { DEFAULT_TRAIN } from '../../domain/train';
import { DEFAULT_WEIGHTS } from '../../domain/weights';
import { buildGraph } from '../../network/buildGraph';
import { receptiveReach } from '../../network/receptiveReach';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { drawPatch } from '../augment/drawPatch';
import { plainSource } from '../augment/weighedSources';
import { ImageLibrary } from '../data/imageLibrary';
import type { SourceFile } from '../data/sourceFile';
import { type BegunRun, beginRun, heldOutExamples, trainingImages } from './beginRun';
import { withImageSums } from './imageSums';
import { resumeRun } from './resumeRun';

const SIDE = 64;
const SETTINGS = { ...DEFAULT_TRAIN, depth: 1, tile: 32, validationImages: 1 };

function png(path: string, value: (x: number, y: number) => number): SourceFile {
  const data = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => value(at % SIDE, Math.floor(at / SIDE)));
  const bytes = encode({ width: SIDE, height: SIDE, data, channels: 1, depth: 8 });
  return { path, blob: new Blob([new Uint8Array(bytes)]) };
}

/** Four squares with numbers of their own; two of them touch, two lie 4 px apart. */
function number(x: number, y: number): number {
  if (y < 8 || y > 24) return y > 40 && y < 56 && x > 8 && x < 24 ? 9 : 0;
  if (x > 4 && x <= 20) return 3;
  if (x > 20 && x <= 36) return 5;
  return x > 40 && x < 56 ? 7 : 0;
}

const library = new ImageLibrary(nodeDataHost);

beforeAll(async () => {
  const files = [0, 1, 2].flatMap((index) => [
    png(`images/${index}.png`, (x, y) => (number(x, y) > 0 ? 180 : 40) + ((x * 7 + y * 13 + index) % 23)),
    png(`masks/${index}.png`, number),
  ]);
  await library.add(files);
  await library.choose({ reading: { kind: 'instances', words: [], ignore: [], separate: false } });
});

const patchOf = ({ plan, sources }: BegunRun, index: number) =>
  drawPatch(sources, plan, plan.augment, plan.classWeights, { seed: plan.seed, step: 0, index });

describe('beginRun', () => {
  it('freezes the weights that suit the masks, and holds out the last images', async () => {
    const images = await trainingImages(library);
    const run = beginRun(library, images, { settings: SETTINGS, augment: NO_AUGMENT, weights: null });
    expect(run.plan.weights).toEqual(DEFAULT_WEIGHTS);
    expect(run.sources.map(({ id }) => id)).toEqual(['images/0.png', 'images/1.png']);
    expect((await heldOutExamples(library, run.plan)).map(({ id }) => id)).toEqual(['images/2.png']);
  });

  it('trains on no pixel of a spatial block or its guard, counts none of them, and scores no other', async () => {
    const images = await trainingImages(library);
    const settings = { ...SETTINGS, split: 'spatial' } as const;
    const run = beginRun(library, images, { settings, augment: NO_AUGMENT, weights: null });
    const { spatial, train, validation } = run.plan.split;
    expect([train.length, validation.length, spatial?.blocks.length]).toEqual([3, 3, 3]);
    const resumed = resumeRun(library, images, run.plan);
    expect(resumed.sources.map(({ labels }) => labels)).toEqual(run.sources.map(({ labels }) => labels));
    const heldOut = await heldOutExamples(library, run.plan);
    heldOut.forEach(({ labels }, index) => {
      const trained = run.sources[index]?.labels;
      labels?.ignore?.forEach((ignored, at) => {
        if (!ignored) expect(trained?.ignore?.[at]).toBe(1);
      });
    });
    // A patch is cut from the middle of the ignored part only where nothing else is left: all of them teach something.
    for (let index = 0; index < 20; index++) {
      expect(patchOf(run, index).weights.some((weight) => weight > 0)).toBe(true);
    }
  });

  it.each([1, 2])(
    'guards a block by the reach of the network that is trained, of depth %i',
    async (depth) => {
      const images = await trainingImages(library);
      const settings = { ...SETTINGS, depth, split: 'spatial' } as const;
      const { plan } = beginRun(library, images, { settings, augment: NO_AUGMENT, weights: null });
      const reach = receptiveReach(buildGraph(plan.spec));
      const guard = plan.split.spatial?.guard ?? 0;
      expect(guard).toBeGreaterThanOrEqual(reach);
      expect(guard).toBeLessThan(reach + 2 ** depth);
    },
  );

  it('goes on only with the pixels and labels that it began with, and names the first image that differs', async () => {
    const images = await trainingImages(library);
    const begun = beginRun(library, images, { settings: SETTINGS, augment: NO_AUGMENT, weights: null });
    const plan = withImageSums(begun.plan, images);
    expect(resumeRun(library, structuredClone(images), plan).plan).toBe(plan);
    const altered = (at: number, change: (copy: TrainingImage) => void) => {
      const copies = structuredClone(images);
      change(defined(copies[at], 'image'));
      return () => resumeRun(library, copies, plan);
    };
    const refused = (id: string) => expect.objectContaining({ code: 'data-changed', subject: id });
    const oneValue = altered(1, ({ image }) => image.data.set([7], 33));
    expect(oneValue).toThrow(refused('images/1.png'));
    expect(oneValue).toThrow(/pixels of images\/1\.png/);
    // Held out, and not trained on: its scores would be of something else.
    const oneLabel = altered(2, ({ labels }) => labels.classes.set([1], 0));
    expect(oneLabel).toThrow(refused('images/2.png'));
    expect(oneLabel).toThrow(/labels of images\/2\.png/);
    expect(altered(0, ({ labels }) => labels.instances?.set([2], 0))).toThrow(refused('images/0.png'));
  });

  it('takes the split of a series in place of that of the settings', async () => {
    const images = await trainingImages(library);
    const split = { train: ['images/2.png'], validation: ['images/0.png'] };
    const run = beginRun(library, images, { settings: SETTINGS, augment: NO_AUGMENT, weights: null, split });
    expect(run.plan.split).toMatchObject(split);
    expect(run.sources.map(({ id }) => id)).toEqual(['images/2.png']);
  });

  it('weighs the gap between objects more than any class, and draws a line where they touch', async () => {
    const images = await trainingImages(library);
    const none = { ...DEFAULT_WEIGHTS, kind: 'none' } as const;
    const bordered = beginRun(library, images, { settings: SETTINGS, augment: NO_AUGMENT, weights: null });
    const plain = beginRun(library, images, { settings: SETTINGS, augment: NO_AUGMENT, weights: none });
    const heaviest = (run: BegunRun) =>
      Math.max(...[0, 1, 2, 3].flatMap((index) => [...patchOf(run, index).weights]));
    expect(heaviest(plain)).toBeCloseTo(Math.max(...plain.plan.classWeights), 5);
    expect(heaviest(bordered)).toBeGreaterThan(5);
    const at = 16 * SIDE + 20;
    const around = (run: BegunRun) => [...(run.sources[0]?.labels.classes.slice(at, at + 2) ?? [])];
    expect(around(plain)).toEqual([1, 1]);
    expect(around(bordered)).toContain(0);
  });

  it('gives the same patches from plain copies of its sources, as other threads get them', async () => {
    const run = beginRun(library, await trainingImages(library), {
      settings: SETTINGS,
      augment: NO_AUGMENT,
      weights: null,
    });
    const copied = { ...run, sources: structuredClone(run.sources.map(plainSource)) };
    for (const index of [0, 1, 2, 3]) expect(patchOf(copied, index)).toEqual(patchOf(run, index));
  });

  it('cuts patches of the training scale out of images at their own', async () => {
    await library.choose({ scale: { kind: 'factor', factor: 0.5 } });
    const images = await trainingImages(library);
    expect([images[0]?.image.width, images[0]?.labels.width]).toEqual([SIDE, SIDE / 2]);
    const run = beginRun(library, images, { settings: SETTINGS, augment: NO_AUGMENT, weights: null });
    const { image, labels } = patchOf(run, 0);
    expect(run.plan.inputSize).toBe(SIDE / 2);
    // Objects are bright: where the label says object, the image is brighter than elsewhere.
    const mean = (label: number) => {
      const own = [...image].filter((_, at) => labels[at] === label);
      return own.reduce((sum, value) => sum + value, 0) / own.length;
    };
    expect(mean(1) - mean(0)).toBeGreaterThan(1.5);
    await library.choose({ scale: { kind: 'asIs' } });
  });
});
