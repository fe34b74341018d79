/** Where the straight lines of an unaugmented patch have come to in the augmented one: the map, turned round. */
import type { PatchMap } from './patchMap';

/** Lines of the plain patch lie this share of its side apart. */
const SPACING = 1 / 8;
/** Points along a line, px of the plain patch. */
const STRIDE = 4;
/** Steps of p ← w - d(p), which converges where the deformation does not fold. */
const ITERATIONS = 16;

/**
 * Polylines, x, y of each point in turn, px of the patch; those that touch it. (originX, originY) is the frame's point
 * under the plain patch's first pixel. Where the deformation folds, points are the nearest that the iteration found.
 */
export function deformationGrid(
  map: PatchMap,
  originX: number,
  originY: number,
): Float32Array<ArrayBuffer>[] {
  const { size } = map;
  const reach = reachOf(map, originX, originY);
  const step = size * SPACING;
  const lines: Float32Array<ArrayBuffer>[] = [];
  for (const { low, high, point } of directions(reach)) {
    for (let k = Math.ceil(low.across / step); k * step <= high.across; k++) {
      const count = Math.max(2, Math.ceil((high.along - low.along) / STRIDE) + 1);
      const line = new Float32Array(2 * count);
      for (let i = 0; i < count; i++) {
        const along = low.along + ((high.along - low.along) * i) / (count - 1);
        const [x, y] = point(k * step, along);
        line.set(seenAt(map, originX + x, originY + y), 2 * i);
      }
      if (touches(line, size)) lines.push(line);
    }
  }
  return lines;
}

interface Reach {
  readonly lowX: number;
  readonly highX: number;
  readonly lowY: number;
  readonly highY: number;
}

/** First lines from top to bottom, then lines from left to right. */
function directions({ lowX, highX, lowY, highY }: Reach) {
  return [
    {
      low: { across: lowX, along: lowY },
      high: { across: highX, along: highY },
      point: (across: number, along: number) => [across, along] as const,
    },
    {
      low: { across: lowY, along: lowX },
      high: { across: highY, along: highX },
      point: (across: number, along: number) => [along, across] as const,
    },
  ];
}

/** What part of the plain patch's plane the augmented patch shows, px of the plain patch. */
function reachOf(map: PatchMap, originX: number, originY: number): Reach {
  const { xx, xy, x0, yx, yy, y0 } = map.affine;
  const last = map.size - 1;
  const corners = [0, last].flatMap((v) => [0, last].map((u) => [u, v] as const));
  const xs = corners.map(([u, v]) => xx * u + xy * v + x0 - originX);
  const ys = corners.map(([u, v]) => yx * u + yy * v + y0 - originY);
  return { lowX: Math.min(...xs), highX: Math.max(...xs), lowY: Math.min(...ys), highY: Math.max(...ys) };
}

/** The point of the patch that shows the frame's point (x, y). */
function seenAt(map: PatchMap, x: number, y: number): readonly [number, number] {
  const { xx, xy, x0, yx, yy, y0 } = map.affine;
  const det = xx * yy - xy * yx;
  const u = (yy * (x - x0) - xy * (y - y0)) / det;
  const v = (xx * (y - y0) - yx * (x - x0)) / det;
  let [px, py] = [u, v];
  for (let i = 0; i < ITERATIONS; i++) {
    const [dx, dy] = map.displacement(within(px, map.size), within(py, map.size));
    px = u - dx;
    py = v - dy;
  }
  return [px, py];
}

function within(at: number, size: number): number {
  return Math.min(size - 1, Math.max(0, at));
}

function touches(line: Float32Array, size: number): boolean {
  for (let i = 0; i < line.length; i += 2) {
    const [x, y] = [line[i] ?? -1, line[i + 1] ?? -1];
    if (x >= 0 && y >= 0 && x <= size - 1 && y <= size - 1) return true;
  }
  return false;
}
