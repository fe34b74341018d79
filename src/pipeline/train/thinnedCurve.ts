/**
 * The losses of a run, however long, as at most MAX_POINTS points: beyond that each is the mean of 2, 4, 8 ... steps in a
 * row. A point stands for the steps from the one before it up to its own, so that a curve can be taken up again.
 */
import type { LossPoint } from '../../domain/run';

export const MAX_POINTS = 2000;

export class ThinnedCurve {
  private points: LossPoint[];
  /** Steps that a finished point stands for. */
  private span: number;

  constructor(before: readonly LossPoint[] = []) {
    this.points = [...before];
    this.span = before[0]?.step ?? 1;
    while (this.points.length > MAX_POINTS) this.halve();
  }

  /** The last point may stand for fewer steps than the others. */
  get losses(): readonly LossPoint[] {
    return this.points;
  }

  /** Steps come in order, from 1 on. */
  push(point: LossPoint): void {
    const last = this.points.at(-1);
    const start = this.points.at(-2)?.step ?? 0;
    const isOpen = last !== undefined && last.step - start < this.span;
    if (isOpen) this.points.splice(-1, 1, merged(last, last.step - start, point, point.step - last.step));
    else this.points.push(point);
    if (this.points.length > MAX_POINTS) this.halve();
  }

  /** Forgets the steps after `step`; a point that reaches beyond it is then made of those that are made anew. */
  goBack(step: number): void {
    while ((this.points.at(-1)?.step ?? 0) > step) this.points.pop();
  }

  private halve(): void {
    const old = this.points;
    const startOf = (index: number) => old[index - 1]?.step ?? 0;
    this.points = old.flatMap((first, index) => {
      if (index % 2 === 1) return [];
      const second = old[index + 1];
      if (second === undefined) return [first];
      return [merged(first, first.step - startOf(index), second, second.step - first.step)];
    });
    this.span *= 2;
  }
}

/** The mean of two neighbours by the steps that each stands for. A norm that either lacks is lacking. */
function merged(one: LossPoint, steps: number, other: LossPoint, otherSteps: number): LossPoint {
  const mean = (a: number, b: number) => (a * steps + b * otherSteps) / (steps + otherSteps);
  const norms = [one.gradientNorm, other.gradientNorm] as const;
  return {
    step: other.step,
    loss: mean(one.loss, other.loss),
    learningRate: mean(one.learningRate, other.learningRate),
    gradientNorm: norms[0] === null || norms[1] === null ? null : mean(norms[0], norms[1]),
    dataWaitMs: mean(one.dataWaitMs, other.dataWaitMs),
  };
}
