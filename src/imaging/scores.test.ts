import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LabelMap } from '../domain/labels';
import { countPixels, emptyConfusion, scoresOf } from './scores';

function labelMap(classes: readonly number[], ignore: readonly number[] | null = null): LabelMap {
  return {
    width: classes.length,
    height: 1,
    classes: Uint8Array.from(classes),
    ignore: ignore && Uint8Array.from(ignore),
    instances: null,
  };
}

function scored(classes: number, truth: LabelMap, predicted: readonly number[]) {
  const confusion = emptyConfusion(classes);
  countPixels(confusion, truth, Uint8Array.from(predicted));
  return scoresOf(confusion);
}

const pixels = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(1)), { maxLength: 40 });

describe('scoresOf', () => {
  test('by hand: 6 pixels, 2 classes', () => {
    const scores = scored(2, labelMap([0, 0, 0, 1, 1, 1]), [0, 0, 1, 1, 1, 0]);
    expect(scores).toEqual({
      pixelAccuracy: 4 / 6,
      iou: [0.5, 0.5],
      dice: [4 / 6, 4 / 6],
      precision: [2 / 3, 2 / 3],
      recall: [2 / 3, 2 / 3],
      meanIou: 0.5,
      meanDice: 4 / 6,
    });
  });

  test('a class in neither is null and leaves the means; one predicted in vain is 0', () => {
    const scores = scored(4, labelMap([0, 0, 1, 1]), [0, 0, 1, 3]);
    expect(scores.iou).toEqual([1, 0.5, null, 0]);
    expect(scores.dice).toEqual([1, 2 / 3, null, 0]);
    expect(scores.meanIou).toBeCloseTo(0.5, 12);
    expect(scores.meanDice).toBeCloseTo(5 / 9, 12);
  });

  test('nothing labelled: everything is null', () => {
    const nothing = {
      pixelAccuracy: null,
      iou: [null, null],
      dice: [null, null],
      precision: [null, null],
      recall: [null, null],
      meanIou: null,
      meanDice: null,
    };
    expect(scored(2, labelMap([0, 1], [1, 1]), [0, 0])).toEqual(nothing);
    expect(scored(2, labelMap([]), [])).toEqual(nothing);
  });

  test('equals the definition on sets of pixels, ignored ones left out first', () => {
    fc.assert(
      fc.property(pixels, (list) => {
        const truth = labelMap(
          list.map(([t]) => t),
          list.map(([, , ignored]) => ignored),
        );
        const scores = scored(
          4,
          truth,
          list.map(([, p]) => p),
        );
        const counted = list.filter(([, , ignored]) => ignored === 0);
        for (let c = 0; c < 4; c++) {
          const both = counted.filter(([t, p]) => t === c && p === c).length;
          const either = counted.filter(([t, p]) => t === c || p === c).length;
          expect(scores.iou[c]).toBe(either ? both / either : null);
          const of = (what: number, all: number) => (all ? what / all : null);
          expect(scores.precision[c]).toBe(of(both, counted.filter(([, p]) => p === c).length));
          expect(scores.recall[c]).toBe(of(both, counted.filter(([t]) => t === c).length));
          expect(scores.dice[c] ?? -1).toBeCloseTo(either ? (2 * both) / (either + both) : -1, 12);
        }
      }),
    );
  });

  test('Dice is 2 IoU / (1 + IoU), and all scores lie in 0..1', () => {
    fc.assert(
      fc.property(pixels, (list) => {
        const { iou, dice, meanIou, meanDice, pixelAccuracy } = scored(
          4,
          labelMap(list.map(([t]) => t)),
          list.map(([, p]) => p),
        );
        iou.forEach((j, c) => {
          if (j !== null) expect(dice[c]).toBeCloseTo((2 * j) / (1 + j), 12);
        });
        for (const value of [...iou, ...dice, meanIou, meanDice, pixelAccuracy]) {
          if (value !== null) expect(value >= 0 && value <= 1).toBe(true);
        }
      }),
    );
  });
});

describe('countPixels', () => {
  test('adds images up as if they were one', () => {
    const together = emptyConfusion(3);
    countPixels(together, labelMap([0, 1, 2]), Uint8Array.of(0, 2, 2));
    countPixels(together, labelMap([2, 2], [0, 1]), Uint8Array.of(1, 1));
    const one = emptyConfusion(3);
    countPixels(one, labelMap([0, 1, 2, 2]), Uint8Array.of(0, 2, 2, 1));
    expect(together).toEqual(one);
    expect([...one.counts]).toEqual([1, 0, 0, 0, 0, 1, 0, 1, 1]);
  });

  test('regions that partition an image add up to the image', () => {
    const truth = { ...labelMap([0, 1, 2, 1, 2, 0], [0, 0, 0, 0, 1, 0]), width: 3, height: 2 };
    const whole = emptyConfusion(3);
    countPixels(whole, truth, Uint8Array.of(0, 1, 1, 2, 2, 0));
    const parts = emptyConfusion(3);
    countPixels(parts, truth, Uint8Array.of(0, 2), { x: 0, y: 0, width: 1, height: 2 });
    countPixels(parts, truth, Uint8Array.of(1, 1, 2, 0), { x: 1, y: 0, width: 2, height: 2 });
    expect(parts).toEqual(whole);
  });

  test('refuses other sizes and classes out of range', () => {
    const add = (truth: number[], predicted: number[]) => () =>
      countPixels(emptyConfusion(2), labelMap(truth), Uint8Array.from(predicted));
    expect(add([0, 1], [0])).toThrow('another size');
    expect(add([0, 2], [0, 0])).toThrow('number of classes');
    expect(add([0, 1], [0, 2])).toThrow('number of classes');
  });
});
