/**
 * Minutes granted become steps, by what was measured on the device before step 0: the whole run, from Start to its last
 * score, is to take as long. Pure; called by trainModel.
 */
import { TRAIN_LIMITS, type TrainPlan } from '../../domain/train';

/** All in seconds. */
export interface RunCosts {
  /** Since Start: reading images, timing kernels, compiling. */
  readonly spent: number;
  readonly step: number;
  /** One validation, with the copy of the state. */
  readonly validation: number;
  /** The scoring of all held-out pixels at the end. */
  readonly scoring: number;
  /** Part of the time that looks at a held-out image take, 0..1. */
  readonly looks: number;
}

/** Left for what is not measured: writing files, a device that gets warm. */
const RESERVE = 0.03;
/** Validations of a run; fewer where they would take more than a tenth of its time. */
const MOST_VALIDATIONS = 16;
/** More in long runs: what a killed tab takes with it is what came after the last one. */
const MINUTES_BETWEEN = 3;
/** As many even where they take more than a tenth, unless that is more than half. */
const LEAST_VALIDATIONS = 4;
const VALIDATION_SHARE = 0.1;

/**
 * The plan with the steps that fit, at least one, its warm-up the same part of them. A plan without minutes is returned
 * as it is.
 */
export function withGrantedSteps(plan: TrainPlan, costs: RunCosts): TrainPlan {
  if (plan.minutes === 0) return plan;
  const whole = plan.minutes * 60 * (1 - RESERVE) - costs.spent - costs.scoring;
  const left = Math.max(0, whole) * (1 - costs.looks);
  const validations = validationsIn(left, plan.minutes, costs.validation);
  const fitting = Math.floor((left - validations * costs.validation) / Math.max(costs.step, 1e-9));
  const steps = Math.min(TRAIN_LIMITS.steps.max, Math.max(1, fitting));
  const { kind, warmupSteps } = plan.schedule;
  const schedule = { kind, warmupSteps: Math.round((warmupSteps * steps) / plan.steps) };
  return { ...plan, steps, schedule, validateEvery: Math.ceil(steps / validations) };
}

/** At least one. `left` and `validation` in seconds. */
function validationsIn(left: number, minutes: number, validation: number): number {
  const fitting = (share: number) => Math.floor((left * share) / Math.max(validation, 1e-9));
  const most = Math.max(MOST_VALIDATIONS, Math.ceil(minutes / MINUTES_BETWEEN));
  const least = Math.min(LEAST_VALIDATIONS, Math.max(1, fitting(0.5)));
  return Math.min(most, Math.max(least, fitting(VALIDATION_SHARE)));
}
