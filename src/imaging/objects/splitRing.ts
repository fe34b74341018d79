/** A ring that touches itself at corners, as rings that do not. Called by objectOutlines. */
import type { Point } from './objectHulls';

/**
 * `corners` are places in a grid `stride` wide, in order. A ring that comes to a corner for the second time has closed
 * a loop, which becomes a ring of its own. The loop that is left over, the outer one of an outer ring, comes first.
 */
export function splitRing(corners: readonly number[], stride: number): Point[][] {
  const rings: number[][] = [];
  const path: number[] = [];
  const placeInPath = new Map<number, number>();
  for (const corner of corners) {
    const before = placeInPath.get(corner);
    if (before !== undefined) {
      const loop = path.splice(before);
      for (const left of loop) placeInPath.delete(left);
      rings.push(loop);
    }
    placeInPath.set(corner, path.length);
    path.push(corner);
  }
  return [path, ...rings].map((ring) =>
    ring.map((corner) => ({ x: corner % stride, y: Math.floor(corner / stride) })),
  );
}
