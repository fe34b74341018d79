/** How training events become the numbers and the curve on screen. Pure. */
import type { Scores } from '../domain/metrics';
import type { TrainEvent, TrainPlan } from '../domain/train';

/** `stopping`: the user asked to stop and the current step is being finished. */
export type TrainPhase = 'planning' | 'compiling' | 'training' | 'paused' | 'stopping';

export interface TrainRun {
  readonly phase: TrainPhase;
  /** Null until the worker has resolved the settings. */
  readonly plan: TrainPlan | null;
  /** Kernels compiled of all, 0 of 0 while their number is not known. */
  readonly compiled: { readonly done: number; readonly total: number };
  /** Steps done of `steps` planned. */
  readonly step: number;
  readonly steps: number;
  /** Mean over the last steps, ms; null until a step after the first (which compiles) is done. */
  readonly msPerStep: number | null;
  /** The part of `msPerStep` spent waiting for patches, ms. */
  readonly dataWaitMs: number | null;
  /** Time left at that pace, ms. */
  readonly etaMs: number | null;
}

export interface CurvePoint {
  readonly step: number;
  readonly loss: number;
}

export interface ValidationPoint {
  readonly step: number;
  readonly scores: Scores;
}

export interface TrainCurve {
  readonly losses: readonly CurvePoint[];
  readonly validations: readonly ValidationPoint[];
}

export const EMPTY_CURVE: TrainCurve = { losses: [], validations: [] };

/** The events that move a run on; the others only show. */
type ProgressEvent = Exclude<TrainEvent, { type: 'glimpse' | 'rate' | 'warning' | 'checkpoint' }>;

/** Weight of the newest step in the running mean of its time: about the last twenty steps count. */
const PACE_WEIGHT = 0.1;

/** The run and its curve after one more event. */
export function advance(
  run: TrainRun,
  curve: TrainCurve,
  event: ProgressEvent,
): { readonly run: TrainRun; readonly curve: TrainCurve } {
  if (event.type === 'validation') {
    const { step, scores } = event;
    return { run, curve: { ...curve, validations: [...curve.validations, { step, scores }] } };
  }
  if (event.type === 'step') {
    const { step, loss } = event;
    return { run: afterStep(run, event), curve: { ...curve, losses: [...curve.losses, { step, loss }] } };
  }
  return { run: inPhase(run, event), curve: event.type === 'recovered' ? upTo(curve, event.step) : curve };
}

/** The curve without the steps that will be made anew. */
function upTo({ losses, validations }: TrainCurve, last: number): TrainCurve {
  return {
    losses: losses.filter(({ step }) => step <= last),
    validations: validations.filter(({ step }) => step <= last),
  };
}

function afterStep(run: TrainRun, event: TrainEvent & { type: 'step' }): TrainRun {
  const { step, ms } = event;
  const msPerStep = step === 1 ? null : paceWith(run.msPerStep, ms);
  const dataWaitMs = step === 1 ? null : paceWith(run.dataWaitMs, event.dataWaitMs);
  const etaMs = msPerStep === null ? null : msPerStep * Math.max(0, run.steps - step);
  const phase = run.phase === 'stopping' || run.phase === 'paused' ? run.phase : 'training';
  return { ...run, phase, step, msPerStep, dataWaitMs, etaMs };
}

function paceWith(pace: number | null, ms: number): number {
  return pace === null ? ms : pace + PACE_WEIGHT * (ms - pace);
}

function inPhase(run: TrainRun, event: Exclude<ProgressEvent, { type: 'step' | 'validation' }>): TrainRun {
  if (event.type === 'planned') return { ...run, plan: event.plan, steps: event.plan.steps };
  if (event.type === 'recovered') return { ...run, step: event.step };
  if (run.phase === 'stopping') return run;
  if (event.type === 'tuning') return { ...run, phase: 'compiling', compiled: { done: 0, total: 0 } };
  if (event.type === 'compiling') {
    const { done, total } = event;
    return { ...run, phase: 'compiling', compiled: { done, total } };
  }
  return { ...run, phase: event.type === 'paused' ? 'paused' : 'training' };
}
