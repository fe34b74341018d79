/** What a checkpoint takes from the steps of a run, in the network's own thread. Used by oursTrain. */
import { median } from '../src/common/median';
import type { UNetSpec } from '../src/domain/network';
import { writeCheckpoint } from '../src/pipeline/train/checkpointFile';
import type { Trainer } from '../src/pipeline/train/trainer';
import { trainPlan } from '../src/testing/trainPlan';

const TIMES = 5;

/** Steps between two checkpoints at least: they are written at validations. */
const LEAST_INTERVAL = 20;

/**
 * `checkpointMs`: the state read back from the device and made a file's bytes, median; that the disk takes them is
 * another thread's work, beside the next steps. `checkpointPercent`: of the time of the steps from one to the next.
 */
export async function checkpointCost(trainer: Trainer, spec: UNetSpec, side: number, stepMs: number) {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const started = performance.now();
    const training = await trainer.state();
    const best = { step: training.step, weights: training.weights, scores: null };
    const state = { plan: trainPlan(spec, side), training, best, sinceBest: 0, rateChanges: [] };
    writeCheckpoint({ state, generation: i });
    times.push(performance.now() - started);
  }
  const checkpointMs = median(times) ?? Number.NaN;
  return { checkpointMs, checkpointPercent: (100 * checkpointMs) / (LEAST_INTERVAL * stepMs) };
}
