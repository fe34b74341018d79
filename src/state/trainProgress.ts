/** How training events become the numbers of the run on screen; its curve is built beside it (trainCurve). Pure. */
import type { TrainPlan } from '../domain/train';
import type { RateChange, TrainEvent } from '../domain/trainEvents';

/** `stopping`: the user asked to stop and the current step is being finished. */
export type TrainPhase = 'planning' | 'compiling' | 'training' | 'paused' | 'stopping';

export interface TrainRun {
  readonly phase: TrainPhase;
  /** Null until the worker has resolved the settings. */
  readonly plan: TrainPlan | null;
  /** Kernels compiled of all, 0 of 0 while their number is not known. */
  readonly compiled: { readonly done: number; readonly total: number };
  /** Kernels timed on this device of the most that may be; null when none is being timed. */
  readonly tuned: { readonly done: number; readonly total: number } | null;
  /** Steps done of `steps` planned. */
  readonly step: number;
  readonly steps: number;
  /** Mean over the last steps, ms; null until a step after the first (which compiles) is done. */
  readonly msPerStep: number | null;
  /** The part of `msPerStep` spent waiting for patches, ms. */
  readonly dataWaitMs: number | null;
  /** Time left at that pace, ms. */
  readonly etaMs: number | null;
  /** By the user, in order. */
  readonly rateChanges: readonly RateChange[];
  /** The step whose state is on disk; null while none is. */
  readonly checkpointStep: number | null;
}

export const NEW_RUN_PROGRESS: TrainRun = {
  phase: 'planning',
  plan: null,
  compiled: { done: 0, total: 0 },
  tuned: null,
  step: 0,
  steps: 0,
  msPerStep: null,
  dataWaitMs: null,
  etaMs: null,
  rateChanges: [],
  checkpointStep: null,
};

/** Weight of the newest step in the running mean of its time: about the last twenty steps count. */
const PACE_WEIGHT = 0.1;

/** The run after one more event. */
export function advance(run: TrainRun, event: TrainEvent): TrainRun {
  switch (event.type) {
    case 'planned':
      return { ...run, plan: event.plan, steps: event.plan.steps };
    case 'step':
      return afterStep(run, event);
    case 'recovered':
      // Changes of the rate that came later stay: the steps that are made again have them, too.
      return { ...run, step: event.step };
    case 'rate':
      return { ...run, rateChanges: [...run.rateChanges, { step: event.step, factor: event.factor }] };
    case 'checkpoint':
      return { ...run, checkpointStep: event.step };
    case 'tuning':
    case 'compiling':
    case 'paused':
    case 'resumed':
      return run.phase === 'stopping' ? run : inPhase(run, event);
    default:
      return run;
  }
}

/** What the schedule's rate is multiplied by now. */
export function rateFactor({ rateChanges }: Pick<TrainRun, 'rateChanges'>): number {
  return rateChanges.at(-1)?.factor ?? 1;
}

function afterStep(run: TrainRun, event: TrainEvent & { type: 'step' }): TrainRun {
  const { step, ms } = event;
  // The first step of this run, which also is one after a resumption, has no pace.
  const first = run.step === 0;
  const msPerStep = first ? null : paceWith(run.msPerStep, ms);
  const dataWaitMs = first ? null : paceWith(run.dataWaitMs, event.dataWaitMs);
  const etaMs = msPerStep === null ? null : msPerStep * Math.max(0, run.steps - step);
  const phase = run.phase === 'stopping' || run.phase === 'paused' ? run.phase : 'training';
  return { ...run, phase, tuned: null, step, msPerStep, dataWaitMs, etaMs };
}

function paceWith(pace: number | null, ms: number): number {
  return pace === null ? ms : pace + PACE_WEIGHT * (ms - pace);
}

function inPhase(
  run: TrainRun,
  event: Extract<TrainEvent, { type: 'tuning' | 'compiling' | 'paused' | 'resumed' }>,
): TrainRun {
  if (event.type === 'tuning' || event.type === 'compiling') {
    const { done, total } = event;
    const counts = { done, total };
    return event.type === 'tuning'
      ? { ...run, phase: 'compiling', tuned: counts, compiled: { done: 0, total: 0 } }
      : { ...run, phase: 'compiling', tuned: null, compiled: counts };
  }
  return { ...run, phase: event.type === 'paused' ? 'paused' : 'training' };
}
