import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import { DEFAULT_TRAIN, type TrainSettings } from '../../domain/train';
import { maskedForTraining, maskedForValidation } from './maskedLabels';
import { type SplitImage, splitImages } from './splitImages';

const SIGHT = { margin: 12, alignment: 4 };
const SPATIAL: TrainSettings = { ...DEFAULT_TRAIN, split: 'spatial' };

/** Blobs of class 1 on class 0, and a small spot of class 2 where asked. */
function image(id: string, width: number, height: number, seed: number, spot = false): SplitImage {
  const rng = rngStream(seed, 'test', 0, 0);
  const classes = new Uint8Array(width * height);
  for (let blob = 0; blob < 6; blob++) {
    const [u, v] = [rng.below(width), rng.below(height)];
    for (let y = v; y < Math.min(height, v + 9); y++)
      classes.fill(1, y * width + u, y * width + Math.min(width, u + 9));
  }
  if (spot) classes.fill(2, 3 * width + 3, 3 * width + 6);
  return { id, labels: { width, height, classes, ignore: null, instances: null } };
}

const images = fc
  .array(
    fc.record({
      width: fc.integer({ min: 60, max: 130 }),
      height: fc.integer({ min: 60, max: 130 }),
      seed: fc.nat(),
    }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((all) => all.map(({ width, height, seed }, index) => image(`${index}`, width, height, seed)));

describe('a spatial split', () => {
  it('holds out a block of about a fifth of each image, on the pooling grid but for the last of a row or column', () => {
    fc.assert(
      fc.property(images, (all) => {
        const split = splitImages(SPATIAL, all, SIGHT);
        expect(split.train).toEqual(split.validation);
        expect(split.spatial?.guard).toBe(12);
        all.forEach(({ id, labels }, index) => {
          const block = split.spatial?.blocks[index];
          expect(block?.imageId).toBe(id);
          const { x = -1, y = -1, width = 0, height = 0 } = block ?? {};
          expect(x >= 0 && y >= 0 && x + width <= labels.width && y + height <= labels.height).toBe(true);
          const share = (width * height) / (labels.width * labels.height);
          expect(share).toBeGreaterThan(0.17);
          expect(share).toBeLessThan(0.28);
          expect(x % 4 === 0 || x + width === labels.width).toBe(true);
          expect(y % 4 === 0 || y + height === labels.height).toBe(true);
        });
        expect(splitImages(SPATIAL, all, SIGHT)).toEqual(split);
      }),
      { numRuns: 40 },
    );
  });

  it('trains on no label within the guard of a block, scores none outside it, and loses no other', () => {
    fc.assert(
      fc.property(images, (all) => {
        const split = splitImages(SPATIAL, all, SIGHT);
        all.forEach((one, index) => {
          const block = split.spatial?.blocks[index];
          if (!block) throw new Error('no block');
          const trained = maskedForTraining(one, split).labels;
          const scored = maskedForValidation({ ...one, image: blank(one) }, split).labels;
          const { width, classes } = one.labels;
          for (let at = 0; at < classes.length; at++) {
            const [x, y] = [at % width, Math.floor(at / width)];
            const away = (v: number, from: number, size: number) =>
              Math.max(from - v, v - (from + size - 1), 0);
            const distance = Math.max(away(x, block.x, block.width), away(y, block.y, block.height));
            expect(trained.ignore?.[at] === 0).toBe(distance > 12);
            expect(scored?.ignore?.[at] === 0).toBe(distance === 0);
            if (trained.ignore?.[at] === 0) expect(trained.classes[at]).toBe(classes[at]);
            if (scored?.ignore?.[at] === 0) expect(scored.classes[at]).toBe(classes[at]);
          }
        });
      }),
      { numRuns: 15 },
    );
  });

  it('leaves a class to training that cannot be on both sides', () => {
    const one = image('a', 100, 100, 1, true);
    const split = splitImages(SPATIAL, [one], SIGHT);
    expect(maskedForTraining(one, split).labels.classes.includes(2)).toBe(true);
  });

  it('puts classes on both sides where it can', () => {
    const classes = new Uint8Array(100 * 100);
    // Two spots of class 2, in opposite corners, of which a block can hold one.
    for (const at of [3 * 100 + 3, 96 * 100 + 94]) classes.fill(2, at, at + 3);
    const one = { id: 'a', labels: { width: 100, height: 100, classes, ignore: null, instances: null } };
    const split = splitImages(SPATIAL, [one], SIGHT);
    expect(maskedForTraining(one, split).labels.classes.includes(2)).toBe(true);
    expect(maskedForValidation({ ...one, image: blank(one) }, split).labels?.classes.includes(2)).toBe(true);
  });

  it('keeps the same part of the labels at the size of the file', () => {
    const one = image('a', 80, 60, 3);
    const split = splitImages(SPATIAL, [one], SIGHT);
    const file = image('a', 200, 150, 3).labels;
    const { sourceLabels } = maskedForValidation({ ...one, image: blank(one), sourceLabels: file }, split);
    const [block] = split.spatial?.blocks ?? [];
    if (!block || !sourceLabels?.ignore) throw new Error('no block');
    let counted = 0;
    sourceLabels.ignore.forEach((ignored, at) => {
      if (ignored) return;
      counted += 1;
      const [x, y] = [(at % 200) / 2.5, Math.floor(at / 200) / 2.5];
      expect(x >= block.x && y >= block.y && x < block.x + block.width && y < block.y + block.height).toBe(
        true,
      );
    });
    expect(counted).toBeGreaterThan(0.9 * 6.25 * block.width * block.height);
  });

  it('refuses an image that is too small for a block and its guard, naming it', () => {
    const small = image('small.png', 60, 60, 1);
    expect(() => splitImages(SPATIAL, [small], { margin: 44, alignment: 4 })).toThrow(
      /small\.png is 60 x 60 px.*44 px/,
    );
  });
});

describe('splits by whole images', () => {
  const four = ['a', 'b', 'c', 'd'].map((id) => image(id, 20, 20, 1));

  it('have no blocks and leave labels as they are', () => {
    const split = splitImages({ ...DEFAULT_TRAIN, split: 'folds', folds: 4, fold: 1 }, four, SIGHT);
    expect(split.spatial).toBeNull();
    expect(split.validation).toHaveLength(1);
    const [first] = four;
    expect(first && maskedForTraining(first, split)).toBe(first);
  });

  it.each([
    ['more folds than images', { split: 'folds', folds: 5 }, 'bad-setting', 'into 5 folds'],
    ['a fold that is not there', { split: 'blocks', folds: 3, fold: 3 }, 'bad-setting', 'no fold 3'],
    ['all held out', { split: 'drawn', validationImages: 4 }, 'no-pairs', 'leaves none'],
  ] as const)('refuse %s', (_, changes, code, text) => {
    const attempt = () => splitImages({ ...DEFAULT_TRAIN, ...changes }, four, SIGHT);
    expect(attempt).toThrow(text);
    expect(attempt).toThrow(expect.objectContaining({ code }));
  });
});

function blank({ labels: { width, height } }: SplitImage) {
  return { width, height, channels: 1, data: new Float32Array(width * height) };
}
