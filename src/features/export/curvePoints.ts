/** The curve of a run as points of a picture: loss and mean Dice over its steps. Pure; CurvePicture draws it. */
import type { RunCurve } from '../../domain/run';

export interface CurvePoints {
  /** "x,y x,y ..." within `width` and `height`, y down. */
  readonly loss: string;
  readonly dice: readonly { readonly x: number; readonly y: number }[];
  readonly steps: number;
  /** What the upper edge stands for; the lower one is 0. */
  readonly highestLoss: number;
}

/** Points of a line at most: a printed page shows no more. */
const MOST = 400;

/** Null where nothing was measured. The loss is thinned by means of neighbours; Dice is 0..1 over the whole height. */
export function curvePoints(
  { losses, validations }: RunCurve,
  width: number,
  height: number,
): CurvePoints | null {
  const finite = losses.filter(({ loss }) => Number.isFinite(loss));
  const steps = Math.max(finite.at(-1)?.step ?? 0, validations.at(-1)?.step ?? 0);
  if (steps === 0) return null;
  const group = Math.max(1, Math.ceil(finite.length / MOST));
  const means = Array.from({ length: Math.ceil(finite.length / group) }, (_, index) => {
    const part = finite.slice(index * group, (index + 1) * group);
    const mean = part.reduce((sum, { loss }) => sum + loss, 0) / part.length;
    return { step: part.at(-1)?.step ?? 0, loss: mean };
  });
  const highestLoss = means.reduce((most, { loss }) => Math.max(most, loss), 0) || 1;
  const x = (step: number) => rounded((width * step) / steps);
  const y = (share: number) => rounded(height * (1 - share));
  return {
    loss: means.map(({ step, loss }) => `${x(step)},${y(Math.max(0, loss) / highestLoss)}`).join(' '),
    dice: validations.flatMap(({ step, scores: { meanDice } }) =>
      meanDice === null ? [] : [{ x: x(step), y: y(meanDice) }],
    ),
    steps,
    highestLoss,
  };
}

function rounded(value: number): number {
  return Math.round(10 * value) / 10;
}
