import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScheduleKind } from '../../domain/train';
import type { RateChange } from '../../domain/trainEvents';
import { learningRateAt, type ScheduledPlan } from './schedule';

const plan = (kind: ScheduleKind, steps: number, warmupSteps = 0, learningRate = 2): ScheduledPlan => ({
  steps,
  learningRate,
  schedule: { kind, warmupSteps },
});

describe('learningRateAt', () => {
  it('warms up linearly to the full rate', () => {
    const rates = [0, 1, 2, 3, 4].map((index) => learningRateAt(plan('constant', 10, 4), index));
    expect(rates).toEqual([0.5, 1, 1.5, 2, 2]);
  });

  it('falls as nnU-Net does: (1 - step / steps) ^ 0.9', () => {
    for (const index of [0, 250, 999]) {
      expect(learningRateAt(plan('polynomial', 1000, 0, 0.01), index)).toBeCloseTo(
        0.01 * (1 - index / 1000) ** 0.9,
        12,
      );
    }
  });

  it('is at half the rate in the middle of what follows the warm-up of one cycle', () => {
    expect(learningRateAt(plan('oneCycle', 110, 10), 60)).toBeCloseTo(1, 12);
  });

  it('is multiplied by the last change before the step', () => {
    const changes: RateChange[] = [
      { step: 3, factor: 0.5 },
      { step: 5, factor: 2 },
    ];
    const rates = [2, 3, 4, 5].map((index) => learningRateAt(plan('constant', 10), index, changes));
    expect(rates).toEqual([2, 1, 1, 4]);
  });

  it('stays over 0 and never above the full rate, rises in the warm-up and then never', () => {
    const kinds = fc.constantFrom<ScheduleKind>('constant', 'polynomial', 'oneCycle');
    fc.assert(
      fc.property(
        kinds,
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0, max: 0.5 }),
        (kind, steps, warmup) => {
          const warmupSteps = Math.round(Number.isNaN(warmup) ? 0 : warmup * steps);
          const rates = Array.from({ length: steps }, (_, index) =>
            learningRateAt(plan(kind, steps, warmupSteps), index),
          );
          for (const [index, rate] of rates.entries()) {
            expect(rate).toBeGreaterThan(0);
            expect(rate).toBeLessThanOrEqual(2);
            const before = rates[index - 1];
            if (before === undefined) continue;
            if (index < warmupSteps) expect(rate).toBeGreaterThan(before);
            else if (index > warmupSteps) expect(rate).toBeLessThanOrEqual(before);
          }
        },
      ),
    );
  });
});
