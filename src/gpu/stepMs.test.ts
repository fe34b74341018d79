import { expect, test } from 'vitest';
import { DEFAULT_SPEC_PARTS } from '../domain/network';
import { buildGraph } from '../network/buildGraph';
import { compileTraining } from '../network/lowerings/webgpu/compileTraining';
import { uniformVariants } from '../network/lowerings/webgpu/kernelVariants';
import { stepMs } from './stepMs';

const GRAPH = buildGraph({
  ...DEFAULT_SPEC_PARTS,
  depth: 1,
  width: 4,
  padding: 'same',
  inputChannels: 1,
  classes: 2,
});

function planOf(dice: number, severalMicroBatches: boolean) {
  return compileTraining(GRAPH, {
    inputSize: 16,
    batch: 1,
    severalMicroBatches,
    loss: { crossEntropy: 1, dice },
    rule: { kind: 'sgd', momentum: 0, nesterov: false, weightDecay: 0 },
    clipNorm: null,
    emaDecay: null,
    variants: uniformVariants('direct'),
    ringSlots: 1,
    limits: { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 },
  });
}

const each = () => 1;

test('a step is its micro-batches and one update', () => {
  const plan = planOf(0, true);
  const { firstMicroBatch, nextMicroBatch, update } = plan;
  expect(stepMs(plan, 1, each)).toBe(firstMicroBatch.length + update.length);
  expect(stepMs(plan, 3, each)).toBe(firstMicroBatch.length + 2 * nextMicroBatch.length + update.length);
});

test('where Dice takes the sums of all micro-batches first, each goes through the network twice', () => {
  const alone = planOf(1, false);
  expect(stepMs(alone, 1, each)).toBe(alone.firstMicroBatch.length + alone.update.length);
  const several = planOf(1, true);
  const forward = several.lossPass?.nextMicroBatch.length ?? 0;
  expect(forward).toBeGreaterThan(0);
  const grown = stepMs(several, 3, each) - stepMs(several, 2, each);
  expect(grown).toBe(forward + several.nextMicroBatch.length);
});
