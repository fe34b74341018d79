import { describe, expect, test } from 'vitest';
import type { LabelMap } from '../domain/labels';
import { ScoreSheet } from './scoreSheet';

const CLASSES = ['background', 'cell', 'debris'].map((name) => ({ name, color: '#000000' }));

function truth(classes: number[]): LabelMap {
  return {
    width: classes.length,
    height: 1,
    classes: Uint8Array.from(classes),
    ignore: null,
    instances: null,
  };
}

describe('ScoreSheet', () => {
  test('leaves absent classes out of the means', () => {
    const sheet = new ScoreSheet(CLASSES);
    sheet.add('a.png', truth([0, 0, 1, 1]), Uint8Array.from([0, 0, 1, 0]));
    sheet.add('b.png', truth([0, 0, 0, 0]), Uint8Array.from([0, 0, 0, 0]));
    const { images, mean, classes } = sheet.content();
    expect(images.map(({ name }) => name)).toEqual(['a.png', 'b.png']);
    expect(images[0]?.iou).toEqual([2 / 3, 1 / 2, null]);
    expect(images[1]?.iou).toEqual([1, null, null]);
    expect(mean.iou).toEqual([(2 / 3 + 1) / 2, 1 / 2, null]);
    expect(mean.pixelAccuracy).toBe((3 / 4 + 1) / 2);
    expect(classes).toEqual(['background', 'cell', 'debris']);
  });

  test('refuses a truth with more classes than the model, naming the image', () => {
    const sheet = new ScoreSheet(CLASSES);
    expect(() => sheet.add('c.png', truth([3]), Uint8Array.from([0]))).toThrow(/c\.png has more classes/);
  });
});
