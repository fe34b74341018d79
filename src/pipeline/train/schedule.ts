/** The learning rate of every step of a run. Pure; called by trainModel, and by whoever draws the curve beforehand. */
import type { TrainPlan } from '../../domain/train';
import type { RateChange } from '../../domain/trainEvents';

export type ScheduledPlan = Pick<TrainPlan, 'steps' | 'learningRate' | 'schedule'>;

/** Of polynomial decay, as in nnU-Net. */
const POWER = 0.9;

/**
 * Of step `index`, counting from 0: the schedule's rate times the factor of the last change made before it. Rises
 * linearly over the warm-up, to the full rate at its last step, then falls over the steps that are left. A run that is
 * continued beyond its planned steps has the rate of a run that was planned so long.
 */
export function learningRateAt(
  plan: ScheduledPlan,
  index: number,
  changes: readonly RateChange[] = [],
): number {
  const factor = changes.findLast(({ step }) => step <= index)?.factor ?? 1;
  return plan.learningRate * scheduledShare(plan, index) * factor;
}

function scheduledShare({ steps, schedule }: ScheduledPlan, index: number): number {
  const { kind, warmupSteps } = schedule;
  if (index < warmupSteps) return (index + 1) / warmupSteps;
  const passed = Math.min(1, (index - warmupSteps) / Math.max(1, steps - warmupSteps));
  if (kind === 'polynomial') return (1 - passed) ** POWER;
  return kind === 'oneCycle' ? (1 + Math.cos(Math.PI * passed)) / 2 : 1;
}
