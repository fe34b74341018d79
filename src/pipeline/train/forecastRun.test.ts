import { expect, test } from 'vitest';
import { uniformVariants } from '../../network/lowerings/webgpu/kernelVariants';
import { PAPER_SPEC } from '../../testing/paperSpec';
import { trainPlan } from '../../testing/trainPlan';
import { lookSides } from '../predict/lookSides';
import { fitsDevice, forecastRun } from './forecastRun';

const GIB = 2 ** 30;
const GPU = { maxBufferSize: 2 * GIB, maxStorageBufferBindingSize: 2 * GIB - 4 };

function paper(changes: Partial<Parameters<typeof forecastRun>[0]> = {}, width = 64) {
  const spec = { ...PAPER_SPEC, width };
  return forecastRun({
    spec,
    plan: trainPlan(spec, 572, { optimizer: 'sgd', momentum: 0.99, batch: 1 }),
    sides: lookSides(spec, {
      heldOut: [{ width: 512, height: 512 }],
      trainedSize: 572,
      validations: 2,
      glimpses: true,
    }),
    device: { variants: uniformVariants('tiled'), limits: GPU, mostMultiplyAdds: 1e11 },
    budgetBytes: Number.POSITIVE_INFINITY,
    ...changes,
  });
}

test("the paper's network trains on its tile of 572 px within 1.4 GiB, looks at a held-out image included", () => {
  const memory = paper()?.memory;
  // 31,030,658 weights of 4 bytes, before padding; twice more for gradient and velocity.
  expect(memory?.parameters).toBeGreaterThanOrEqual(4 * 31_030_658);
  expect(memory?.optimizer).toBe(memory?.parameters);
  expect(memory?.gradients).toBe(memory?.parameters);
  expect(memory?.peak).toBeLessThan(1.4 * GIB);
});

test('the parts add up to the peak', () => {
  const memory = paper({}, 8)?.memory;
  const { peak = 0, ...parts } = memory ?? {};
  expect(Object.values(parts).reduce((sum: number, bytes) => sum + bytes, 0)).toBe(peak);
});

test('a tensor that is larger than any buffer fits nowhere', () => {
  const small = { maxBufferSize: 2 ** 20, maxStorageBufferBindingSize: 2 ** 20 };
  expect(paper({ device: { variants: uniformVariants('tiled'), limits: small } })).toBeNull();
  expect(fitsDevice(null, Number.POSITIVE_INFINITY)).toBe(false);
});

test('a run fits where its peak does not exceed what the device gives', () => {
  const memory = paper({}, 8)?.memory ?? null;
  const peak = memory?.peak ?? 0;
  expect([peak, peak - 1].map((budget) => fitsDevice(memory, budget))).toEqual([true, false]);
});
