import { describe, expect, test } from 'vitest';
import type { LabelMap } from '../../domain/labels';
import { ScoreSheet } from './scoreSheet';

const CLASSES = ['background', 'cell', 'debris'].map((name) => ({ name, color: '#000000' }));

function truth(classes: number[], instances: number[] | null = null): LabelMap {
  return {
    width: classes.length,
    height: 1,
    classes: Uint8Array.from(classes),
    ignore: null,
    instances: instances && Uint32Array.from(instances),
  };
}

/** Labels that the network is sure of. */
function found(labels: number[]) {
  const probabilities = Float32Array.from(
    CLASSES.flatMap((_, c) => labels.map((label) => (label === c ? 1 : 0))),
  );
  return { labels: Uint8Array.from(labels), probabilities };
}

describe('ScoreSheet', () => {
  test('leaves absent classes out of the means', () => {
    const sheet = new ScoreSheet(CLASSES);
    sheet.add('a.png', truth([0, 0, 1, 1]), found([0, 0, 1, 0]));
    sheet.add('b.png', truth([0, 0, 0, 0]), found([0, 0, 0, 0]));
    const { images, mean, classes } = sheet.content();
    expect(images.map(({ name }) => name)).toEqual(['a.png', 'b.png']);
    expect(images[0]?.iou).toEqual([2 / 3, 1 / 2, null]);
    expect(images[0]).toMatchObject({
      precision: [2 / 3, 1, null],
      recall: [1, 1 / 2, null],
      pixelError: 1 / 4,
    });
    expect(images[1]?.iou).toEqual([1, null, null]);
    expect(mean.iou).toEqual([(2 / 3 + 1) / 2, 1 / 2, null]);
    expect(mean).toMatchObject({
      pixelAccuracy: (3 / 4 + 1) / 2,
      pixelError: 1 / 8,
      objects: null,
      membranes: null,
    });
    expect(classes).toEqual(['background', 'cell', 'debris']);
  });

  test('averages objects over the images that have some, and says how far images differ', () => {
    const sheet = new ScoreSheet(CLASSES);
    sheet.add('a.png', truth([0, 1, 1, 0], [0, 5, 5, 0]), found([0, 1, 1, 0]));
    sheet.add('b.png', truth([0, 1, 1, 0], [0, 5, 5, 0]), found([0, 0, 0, 0]));
    sheet.add('c.png', truth([0, 0, 0, 0], [0, 0, 0, 0]), found([0, 0, 0, 0]));
    const { images, mean, spread, calibration, sentence } = sheet.content();
    expect(images.map(({ objects }) => objects?.seg ?? null)).toEqual([1, 0, null]);
    expect(mean.objects).toMatchObject({
      truth: 2,
      predicted: 1,
      f1: 0.5,
      seg: 0.5,
      meanAveragePrecision: 0.5,
    });
    expect(spread.seg).toEqual({ mean: 0.5, sd: Math.SQRT1_2, count: 2 });
    // Sure of every pixel, wrong in two of twelve.
    expect(calibration?.expectedError).toBeCloseTo(1 / 6, 12);
    expect(sentence).toContain('only if it was not trained on these');
  });

  test('lets objects that were invented in an empty image lower the means', () => {
    const sheet = new ScoreSheet(CLASSES);
    sheet.add('a.png', truth([0, 1, 1, 0], [0, 5, 5, 0]), found([0, 1, 1, 0]));
    sheet.add('empty.png', truth([0, 0, 0, 0], [0, 0, 0, 0]), found([1, 0, 1, 0]));
    const { mean, spread } = sheet.content();
    expect(mean.objects).toMatchObject({
      truth: 1,
      predicted: 3,
      f1: 0.5,
      meanAveragePrecision: 0.5,
      seg: 1,
    });
    expect(spread.f1).toEqual({ mean: 0.5, sd: Math.SQRT1_2, count: 2 });
    expect(spread.seg).toBeNull();
  });

  test('refuses a truth with more classes than the model, naming the image', () => {
    const sheet = new ScoreSheet(CLASSES);
    expect(() => sheet.add('c.png', truth([3]), found([0]))).toThrow(/c\.png has more classes/);
  });
});
