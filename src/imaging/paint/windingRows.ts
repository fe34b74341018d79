/** The pixels inside an outline drawn by hand. Pure geometry; what is done to them is the painter's. */
import { type RowCrossings, rowCrossings } from '../objects/rowCrossings';
import type { BrushPoint } from './capsuleRows';
import type { RowVisitor } from './paintMap';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Visits, row by row, the pixels whose middles the outline winds around, once each; its last point is joined to the
 * first. By the non-zero rule, so that an outline that crosses itself leaves no hole where it overlaps. A middle on an
 * edge belongs to what lies to the right of it or below it, as in shapeSpans. Cost follows the rows that edges cross.
 * Throws `mask-unreadable` where rowCrossings does.
 */
export function windingRows(points: readonly BrushPoint[], size: Size, visit: RowVisitor): void {
  const rings = [Float64Array.from(points.flatMap(({ x, y }) => [x, y]))];
  // A closed line crosses each row as often downwards as upwards, so both have the same rows and starts.
  const down = rowCrossings(rings, size.height, 'down');
  const up = rowCrossings(rings, size.height, 'up');
  for (let row = 0; row + 1 < down.starts.length; row++) {
    const y = down.first + row;
    forEachInside(sorted(down, row), sorted(up, row), (from, to) => {
      const first = Math.max(0, Math.ceil(from - 0.5));
      const last = Math.min(size.width, Math.ceil(to - 0.5)) - 1;
      if (first <= last) visit(y, first, last);
    });
  }
}

function sorted({ starts, crossings }: RowCrossings, row: number): Float64Array {
  return crossings.subarray(starts[row], starts[row + 1]).sort();
}

/** From where the outline begins to wind around what is to the right of it to where it no longer does. */
function forEachInside(
  down: Float64Array,
  up: Float64Array,
  visit: (from: number, to: number) => void,
): void {
  let [downs, ups, from] = [0, 0, 0];
  while (downs < down.length || ups < up.length) {
    const nextDown = down[downs] ?? Number.POSITIVE_INFINITY;
    const nextUp = up[ups] ?? Number.POSITIVE_INFINITY;
    if (downs === ups) from = Math.min(nextDown, nextUp);
    // One of them grows in any case, also beside numbers too large for arithmetic.
    if (ups >= up.length || (downs < down.length && nextDown <= nextUp)) downs += 1;
    else ups += 1;
    if (downs === ups) visit(from, Math.min(nextDown, nextUp));
  }
}
