/** A run's curves as columns over one axis of steps: what the chart draws and the table lists. */
import { decimate } from './decimate';
import { smooth } from './smooth';

export interface LossPoint {
  /** Steps done, counting from 1. */
  readonly step: number;
  readonly loss: number;
}

export interface ValidationPoint {
  readonly step: number;
  readonly meanIou: number | null;
  readonly meanDice: number | null;
}

/** Columns of equal length, ascending by step; null where a step has no such value. */
export interface ChartRows {
  readonly steps: readonly number[];
  readonly raw: readonly (number | null)[];
  readonly smoothed: readonly (number | null)[];
  readonly iou: readonly (number | null)[];
  readonly dice: readonly (number | null)[];
}

/** Steps that carry most of a smoothed value's weight. */
const SMOOTHING_SPAN = 20;

/** At most about `limit` rows of losses, and every validation. Both lists ascend by step. */
export function chartRows(
  losses: readonly LossPoint[],
  validations: readonly ValidationPoint[],
  limit: number,
): ChartRows {
  const values = losses.map((point) => point.loss);
  const smoothed = smooth(values, SMOOTHING_SPAN);
  const indexOfStep = new Map(losses.map((point, index) => [point.step, index]));
  const scores = new Map(validations.map((point) => [point.step, point]));
  const drawn = decimate(values, limit).map((index) => losses[index]?.step ?? 0);
  const steps = [...new Set([...drawn, ...scores.keys()])].sort((a, b) => a - b);
  const at = (column: readonly number[]) => (step: number) => finite(column[indexOfStep.get(step) ?? -1]);
  return {
    steps,
    raw: steps.map(at(values)),
    smoothed: steps.map(at(smoothed)),
    iou: steps.map((step) => scores.get(step)?.meanIou ?? null),
    dice: steps.map((step) => scores.get(step)?.meanDice ?? null),
  };
}

/** The last value at or before `row`; null where there is none. */
export function valueAt(column: readonly (number | null)[], row: number): number | null {
  for (let index = Math.min(row, column.length - 1); index >= 0; index--) {
    const value = column[index];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
