/** Points as uPlot takes them, and which point is under the pointer. Pure; ScatterPlot draws. */
import type { ValueRange } from '../table/column';

export interface ScatterPoint {
  readonly key: number;
  readonly x: number;
  readonly y: number;
  /** Place of its look in the list of groups. */
  readonly group: number;
}

/** `xs` ascending, and for each group its values there, null for points of the others. */
export interface ScatterColumns {
  readonly xs: number[];
  readonly groups: (number | null)[][];
}

export function scatterColumns(points: readonly ScatterPoint[], groups: number): ScatterColumns {
  const sorted = points.toSorted((a, b) => a.x - b.x);
  return {
    xs: sorted.map(({ x }) => x),
    groups: Array.from({ length: groups }, (_, group) =>
      sorted.map((point) => (point.group === group ? point.y : null)),
    ),
  };
}

/** An axis that holds all values with some room; 0..1 for none. */
export function axisRange(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null || !Number.isFinite(low + high)) return [0, 1];
  const room = (high - low || Math.abs(high) || 1) * 0.04;
  return [low - room, high + room];
}

/** The nearest point in px to a place, of those at most `within` px away; null where there is none. */
export function pointAt(
  points: readonly ScatterPoint[],
  place: { readonly left: number; readonly top: number },
  toPx: { readonly x: (value: number) => number; readonly y: (value: number) => number },
  within: number,
): ScatterPoint | null {
  let nearest: ScatterPoint | null = null;
  let least = within;
  for (const point of points) {
    const distance = Math.hypot(toPx.x(point.x) - place.left, toPx.y(point.y) - place.top);
    if (distance > least) continue;
    least = distance;
    nearest = point;
  }
  return nearest;
}

/** The range between two values, in whichever order. */
export function rangeBetween(one: number, other: number): ValueRange {
  return { low: Math.min(one, other), high: Math.max(one, other) };
}
