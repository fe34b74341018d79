/** One training step at width 16, depth 3 and 128 px, by direct tiles and by tiles that share weights. For kernelBench. */

import { KernelKinds } from '../src/gpu/kernelKinds';
import { PlanNetwork } from '../src/gpu/planNetwork';
import { frozenVariants } from '../src/gpu/tuner/frozenVariants';
import { MemoryTuningStore } from '../src/gpu/tuner/tuningStore';
import { compileTraining } from '../src/network/lowerings/webgpu/compileTraining';
import { uniformVariants } from '../src/network/lowerings/webgpu/kernelVariants';
import { PlanTrainer } from '../src/pipeline/train/planTrainer';
import { stepOptions } from '../src/pipeline/train/stepOptions';
import { testPlanDevice } from '../src/testing/testPlanDevice';
import { BENCH_MOMENTUM, BENCH_RATE, benchSubject } from './contender';

const SHAPE = { width: 16, depth: 3, side: 128 } as const;

/** Every shape takes the default tile of the kind; filter gradients are the same in both. */
export async function stepContenders(): Promise<Record<string, () => Promise<unknown>>> {
  const { spec, side, weights, patch } = benchSubject(SHAPE);
  const device = await testPlanDevice();
  const { device: gpu } = device.memory;
  const kinds = new KernelKinds('auto', gpu.features);
  // Where the self-check's outcome is kept, so that it is made once.
  const tuning = { adapter: 'bench', store: new MemoryTuningStore() };
  const contenders: Record<string, () => Promise<unknown>> = {};
  for (const kind of ['direct', 'subgroup'] as const) {
    const network = new PlanNetwork(spec, weights, { ...device, kinds, tuning });
    const plan = {
      optimizer: 'sgd',
      momentum: BENCH_MOMENTUM,
      weightDecay: 0,
      clipNorm: 0,
      emaDecay: 0,
      loss: 'crossEntropy',
      inputSize: side,
      outputSize: side,
      batch: 1,
      seed: 1,
    } as const;
    const variants = uniformVariants(kind);
    const options = stepOptions(plan, 1, { variants, limits: gpu.limits });
    const kernelVariants = frozenVariants(compileTraining(network.graph, options), variants);
    const trainer = new PlanTrainer(network, { ...plan, kernelVariants });
    contenders[kind] = () => trainer.step([patch], BENCH_RATE);
  }
  return contenders;
}
