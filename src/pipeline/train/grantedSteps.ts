/**
 * Minutes granted become steps, by what was measured on the device before step 0: the whole run, from Start to its last
 * score, is to take as long. Pure; called by trainModel.
 */
import { TRAIN_LIMITS, type TrainPlan } from '../../domain/train';
import type { TrainWarning } from '../../domain/trainEvents';

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
/** Of the time granted, for steps and validations at the least: what was spent before and the last scoring may leave none. */
export const LEAST_SHARE = 0.2;
/** Fewer teach nothing at all. */
export const LEAST_STEPS = 10;
/** Validations of a run; fewer where they would take more than a tenth of its time. */
const MOST_VALIDATIONS = 16;
/** More in long runs: what a killed tab takes with it is what came after the last one. */
const MINUTES_BETWEEN = 3;
/** As many even where they take more than a tenth, unless that is more than half. */
const LEAST_VALIDATIONS = 4;
const VALIDATION_SHARE = 0.1;

/**
 * The plan with the steps that fit, its warm-up the same part of them. Where hardly any time is left it gets LEAST_SHARE of
 * the time granted all the same, and LEAST_STEPS, and ends later than granted (timeShortWarning). A plan without minutes is
 * returned as it is.
 */
export function withGrantedSteps(plan: TrainPlan, costs: RunCosts): TrainPlan {
  if (plan.minutes === 0) return plan;
  const left = Math.max(timeLeft(plan, costs), leastTime(plan)) * (1 - costs.looks);
  const validations = validationsIn(left, plan.minutes, costs.validation);
  const fitting = Math.floor((left - validations * costs.validation) / Math.max(costs.step, 1e-9));
  const steps = Math.min(TRAIN_LIMITS.steps.max, Math.max(LEAST_STEPS, fitting));
  const { kind, warmupSteps } = plan.schedule;
  const schedule = { kind, warmupSteps: Math.round((warmupSteps * steps) / plan.steps) };
  return { ...plan, steps, schedule, validateEvery: Math.ceil(steps / validations) };
}

/**
 * What the user is to be told where the time granted does not hold the run; null where it does. `plan` is what
 * withGrantedSteps made of it.
 */
export function timeShortWarning(plan: TrainPlan, costs: RunCosts): TrainWarning | null {
  if (plan.minutes === 0) return null;
  const { spent, scoring, step } = costs;
  const inAll = wholeRun(plan, costs);
  if (inAll <= plan.minutes * 60) return null;
  return {
    kind: 'timeShort',
    step: 0,
    message: `Reading, timing kernels and compiling took ${seconds(spent)}, the last scoring will take about ${seconds(scoring)}, a step ${seconds(step)}: too much for the ${seconds(plan.minutes * 60)} granted. The run makes ${plan.steps} steps and takes about ${seconds(inAll)} in all.`,
    hint: 'Grant more minutes. What was timed is remembered, so that the next run begins sooner.',
  };
}

/** For steps and validations, s; below 0 where the rest alone takes longer than granted. */
function timeLeft({ minutes }: TrainPlan, { spent, scoring }: RunCosts): number {
  return minutes * 60 * (1 - RESERVE) - spent - scoring;
}

function leastTime({ minutes }: TrainPlan): number {
  return minutes * 60 * LEAST_SHARE;
}

/** From Start to the last score, s. */
function wholeRun({ steps, validateEvery }: TrainPlan, costs: RunCosts): number {
  const validations = Math.ceil(steps / validateEvery) * costs.validation;
  return costs.spent + costs.scoring + (steps * costs.step + validations) / (1 - costs.looks);
}

function seconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
}

/** At least one. `left` and `validation` in seconds. */
function validationsIn(left: number, minutes: number, validation: number): number {
  const fitting = (share: number) => Math.floor((left * share) / Math.max(validation, 1e-9));
  const most = Math.max(MOST_VALIDATIONS, Math.ceil(minutes / MINUTES_BETWEEN));
  const least = Math.min(LEAST_VALIDATIONS, Math.max(1, fitting(0.5)));
  return Math.min(most, Math.max(least, fitting(VALIDATION_SHARE)));
}
