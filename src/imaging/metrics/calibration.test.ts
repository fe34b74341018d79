import { describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import type { LabelMap } from '../../domain/labels';
import { CalibrationCounter } from './calibration';
import { spreadOf } from './spread';

function truthOf(classes: number[], ignore: number[] | null = null): LabelMap {
  return {
    width: classes.length,
    height: 1,
    classes: Uint8Array.from(classes),
    ignore: ignore && Uint8Array.from(ignore),
    instances: null,
  };
}

/** Two classes, from the probability of class 1 at each pixel. */
function found(ones: number[]) {
  const labels = Uint8Array.from(ones, (one) => (one > 0.5 ? 1 : 0));
  return { labels, probabilities: Float32Array.from([...ones.map((one) => 1 - one), ...ones]) };
}

describe('CalibrationCounter', () => {
  it('weighs the gaps of the bins by their pixels, ignored ones left out', () => {
    const counter = new CalibrationCounter();
    const { labels, probabilities } = found([0.95, 0.95, 0.95, 0.1, 0.99]);
    counter.add(truthOf([1, 1, 0, 0, 0], [0, 0, 0, 0, 1]), labels, probabilities);
    const result = counter.result();
    // 0.95 three times, right twice; 0.9 once, right.
    expect(result?.expectedError).toBeCloseTo((3 * (0.95 - 2 / 3) + 1 * (1 - 0.9)) / 4, 6);
    expect(result?.bins).toHaveLength(15);
    expect(result?.bins.reduce((sum, { pixels }) => sum + pixels, 0)).toBe(4);
    expect(result?.bins[0]).toMatchObject({ from: 0, pixels: 0, confidence: null, accuracy: null });
  });

  it('finds next to no error where a network is right as often as it says, and much where it boasts', () => {
    const rng = rngStream(3, 'test', 0, 0);
    const ones = Array.from({ length: 40_000 }, () => rng.next());
    const truth = truthOf(ones.map((one) => (rng.chance(one) ? 1 : 0)));
    const honest = new CalibrationCounter();
    honest.add(truth, found(ones).labels, found(ones).probabilities);
    expect(honest.result()?.expectedError).toBeLessThan(0.02);
    const sure = ones.map((one) => (one > 0.5 ? 0.999 : 0.001));
    const boasting = new CalibrationCounter();
    boasting.add(truth, found(sure).labels, found(sure).probabilities);
    expect(boasting.result()?.expectedError).toBeGreaterThan(0.2);
  });

  it('is null where nothing is labelled', () => {
    const counter = new CalibrationCounter();
    counter.add(truthOf([0], [1]), Uint8Array.of(0), Float32Array.of(1, 0));
    expect(counter.result()).toBeNull();
  });
});

describe('spreadOf', () => {
  it('is mean and sample deviation of what is there', () => {
    expect(spreadOf([1, null, 3, undefined, 5])).toEqual({ mean: 3, sd: 2, count: 3 });
    expect(spreadOf([1, null])).toBeNull();
  });
});
