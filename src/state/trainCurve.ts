/**
 * The numbers of a run over its steps, in bounded memory: past CURVE_LIMIT points neighbours are merged, so that each
 * point stands for `stride` steps and adding one costs the same after 100 steps and after 100,000. Pure.
 */
import type { LossPoint, RunCurve } from '../domain/run';
import type { TrainEvent } from '../domain/trainEvents';

export interface TrainCurve extends RunCurve {
  /** Steps that one point stands for, a power of two. */
  readonly stride: number;
  /** Of them, those that the last point has; 0 where there is none. */
  readonly filled: number;
}

export const EMPTY_CURVE: TrainCurve = { losses: [], validations: [], stride: 1, filled: 0 };

/** About as many points as a wide chart has px. */
export const CURVE_LIMIT = 2048;

/** With one more step, later than all that are there. */
export function withStep(curve: TrainCurve, event: TrainEvent & { type: 'step' }): TrainCurve {
  const { step, loss, learningRate, gradientNorm, dataWaitMs } = event;
  const point: LossPoint = { step, loss, learningRate, gradientNorm, dataWaitMs };
  const last = curve.losses.at(-1);
  if (last !== undefined && curve.filled < curve.stride) {
    const losses = curve.losses.slice();
    losses[losses.length - 1] = merged(last, point, curve.filled, 1);
    return { ...curve, losses, filled: curve.filled + 1 };
  }
  const next: TrainCurve = { ...curve, losses: [...curve.losses, point], filled: 1 };
  return next.losses.length > CURVE_LIMIT ? halved(next) : next;
}

export function withValidation(
  curve: TrainCurve,
  { step, scores }: TrainEvent & { type: 'validation' },
): TrainCurve {
  return { ...curve, validations: [...curve.validations, { step, scores }] };
}

/** Without the steps after `last`, which will be made anew. */
export function upTo(curve: TrainCurve, last: number): TrainCurve {
  const losses = curve.losses.filter(({ step }) => step <= last);
  return {
    ...curve,
    losses,
    validations: curve.validations.filter(({ step }) => step <= last),
    // What came after in the same point is gone: the next step begins a new one.
    filled: losses.length === 0 ? 0 : curve.stride,
  };
}

/** As a live curve, to be gone on with after its last point. */
export function resumedCurve({ losses, validations }: RunCurve, last: number): TrainCurve {
  return upTo({ losses, validations, stride: 1, filled: 1 }, last);
}

/** Neighbours merged two by two; an odd one at the end stays open. */
function halved(curve: TrainCurve): TrainCurve {
  const { losses, stride } = curve;
  const pairs: LossPoint[] = [];
  for (let index = 0; index < losses.length; index += 2) {
    const one = losses[index];
    const other = losses[index + 1];
    if (one === undefined) continue;
    pairs.push(other === undefined ? one : merged(one, other, 1, 1));
  }
  const open = losses.length % 2 === 1;
  return { ...curve, losses: pairs, stride: 2 * stride, filled: open ? curve.filled : 2 * stride };
}

/** The mean of both by their weights, at the later step; the learning rate is the later one's. */
function merged(one: LossPoint, other: LossPoint, weight: number, otherWeight: number): LossPoint {
  const mean = (a: number, b: number) => (weight * a + otherWeight * b) / (weight + otherWeight);
  const { gradientNorm } = other;
  return {
    step: other.step,
    loss: mean(one.loss, other.loss),
    learningRate: other.learningRate,
    gradientNorm:
      one.gradientNorm === null || gradientNorm === null
        ? gradientNorm
        : mean(one.gradientNorm, gradientNorm),
    dataWaitMs: mean(one.dataWaitMs, other.dataWaitMs),
  };
}
