import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartRows, valueAt } from './chartRows';

const losses = [0.9, 0.7, 0.8, 0.5].map((loss, index) => ({ step: index + 1, loss }));

describe('chartRows', () => {
  it('puts losses and scores on one axis', () => {
    const rows = chartRows(losses, [{ step: 2, meanIou: 0.4, meanDice: 0.5 }], 100);
    expect(rows.steps).toEqual([1, 2, 3, 4]);
    expect(rows.raw).toEqual([0.9, 0.7, 0.8, 0.5]);
    expect(rows.iou).toEqual([null, 0.4, null, null]);
    expect(rows.dice).toEqual([null, 0.5, null, null]);
  });

  it('keeps a validation at a step without a loss', () => {
    const rows = chartRows(losses, [{ step: 0, meanIou: 0.1, meanDice: null }], 100);
    expect(rows.steps).toEqual([0, 1, 2, 3, 4]);
    expect(rows.raw[0]).toBeNull();
  });

  it('draws a gap for a loss that is not a number', () => {
    expect(chartRows([{ step: 1, loss: Number.NaN }], [], 100).raw).toEqual([null]);
  });

  it('keeps every validation of a run longer than the chart is wide', () => {
    const long = Array.from({ length: 5000 }, (_, index) => ({ step: index + 1, loss: 1 / (index + 1) }));
    const validations = [1000, 2000, 5000].map((step) => ({ step, meanIou: step / 5000, meanDice: 0 }));
    const rows = chartRows(long, validations, 100);
    expect(rows.steps.length).toBeLessThanOrEqual(103);
    expect(rows.iou.filter((score) => score !== null)).toEqual([0.2, 0.4, 1]);
  });

  it('has ascending steps, each once', () => {
    const step = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(fc.uniqueArray(step), fc.uniqueArray(step), (trained, validated) => {
        const rows = chartRows(
          trained.sort((a, b) => a - b).map((s) => ({ step: s, loss: s % 7 })),
          validated.sort((a, b) => a - b).map((s) => ({ step: s, meanIou: 0.5, meanDice: 0.5 })),
          50,
        );
        for (let row = 1; row < rows.steps.length; row++) {
          expect(rows.steps[row]).toBeGreaterThan(rows.steps[row - 1] ?? -1);
        }
      }),
    );
  });
});

describe('valueAt', () => {
  it('gives the last value so far', () => {
    expect(valueAt([null, 0.4, null, null], 3)).toBe(0.4);
    expect(valueAt([null, 0.4], 0)).toBeNull();
    expect(valueAt([], 5)).toBeNull();
  });
});
