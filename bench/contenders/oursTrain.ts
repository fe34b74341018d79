/** The studio's compiled training step, with what it says of itself. */

import { defined } from '../../src/common/assert';
import { median } from '../../src/common/median';
import { openWebGpu } from '../../src/gpu/openWebGpu';
import { planDevice } from '../../src/gpu/planDevice';
import { PlanNetwork } from '../../src/gpu/planNetwork';
import { compileTraining } from '../../src/network/lowerings/webgpu/compileTraining';
import { forecastRun } from '../../src/pipeline/train/forecastRun';
import { PlanTrainer } from '../../src/pipeline/train/planTrainer';
import { runEstimator } from '../../src/pipeline/train/runEstimator';
import { stepOptions } from '../../src/pipeline/train/stepOptions';
import { checkpointCost } from '../checkpointCost';
import { BENCH_MOMENTUM, BENCH_RATE, type Contender, type OpenContender } from '../contender';
import { convolutionMultiplyAdds } from '../convolutionMultiplyAdds';
import { watchSubmits } from '../watchSubmits';

export const openOursTrain: OpenContender = async ({ spec, side, weights, patch }) => {
  const errors: string[] = [];
  const opened = await openWebGpu((error) => errors.push(error.message));
  const device = defined(planDevice(opened), 'plan device');
  const submits = watchSubmits(device.memory.device);
  const network = new PlanNetwork(spec, weights, device);
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
  const times = await runEstimator(device, { calibrating: true });
  const forecastMs = 1000 * (times?.secondsPerStep(spec, plan) ?? Number.NaN);
  const trainer = new PlanTrainer(network, plan);
  let compileMs: number | null = null;
  const stepTimes: number[] = [];
  const run = async () => {
    if (compileMs === null) {
      const started = performance.now();
      await trainer.prepare();
      compileMs = performance.now() - started;
    }
    submits.begin();
    const started = performance.now();
    const { loss } = await trainer.step([patch], BENCH_RATE);
    stepTimes.push(performance.now() - started);
    if (errors.length > 0) throw new Error(errors.join('\n'));
    return [loss];
  };
  const facts = async () => {
    // A run's peak has a copy of the whole state in it, which a checkpoint begins with.
    const checkpoint = await checkpointCost(trainer, spec, side, median(stepTimes) ?? Number.NaN);
    const options = { variants: device.variants, limits: device.memory.device.limits };
    const sides = { copying: [], looking: [] };
    const input = { spec, plan, sides, device: options, budgetBytes: Number.POSITIVE_INFINITY };
    const { firstMicroBatch, update } = compileTraining(network.graph, stepOptions(plan, 1, options));
    return {
      compileMs: compileMs ?? Number.NaN,
      jsMs: submits.medianMs(),
      jsBestMs: submits.bestMs(),
      dispatches: firstMicroBatch.length + update.length,
      peakBytes: device.memory.peakBytes,
      forecastBytes: forecastRun(input)?.memory.peak ?? Number.NaN,
      forecastMs,
      measuredMs: 1000 * (await trainer.secondsPerStep()),
      multiplyAdds: convolutionMultiplyAdds(network.graph, side),
      ...checkpoint,
    };
  };
  return { run, facts } satisfies Contender;
};
