/** The way between a parameter's own array and its padded place in a flat buffer. */
import { defined } from '../../../common/assert';
import type { PlannedParameter } from './compiledPlan';

/** Calls `visit` with the index of every value in its own array and in the flat buffer. */
export function eachPlace(
  { offset, paddedShape, places }: PlannedParameter,
  visit: (index: number, place: number) => void,
): void {
  // All axes but the last two are kernel positions, which are not padded.
  const rows = defined(places.at(-2) ?? [0], 'rows');
  const columns = defined(places.at(-1), 'columns');
  const rowLength = paddedShape.at(-1) ?? 1;
  const taps = product(paddedShape.slice(0, -2));
  const tapLength = (paddedShape.at(-2) ?? 1) * rowLength;
  let index = 0;
  for (let tap = 0; tap < taps; tap++) {
    for (const row of rows) {
      const start = offset + tap * tapLength + row * rowLength;
      for (const column of columns) visit(index++, start + column);
    }
  }
}

/** The number of elements of a tensor. */
export function product(shape: readonly number[]): number {
  return shape.reduce((total, side) => total * side, 1);
}
