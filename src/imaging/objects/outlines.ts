/** Objects as polygons along the edges of their pixels: exact, no pixel lost or won. Called by the writers of outlines. */
import { defined } from '../../common/assert';
import type { ObjectMap } from '../../domain/objects';
import { labelComponents } from '../labelComponents';
import type { Point } from './objectHulls';
import { splitRing } from './splitRing';

/**
 * Corners in px, none on a straight edge, the first not repeated. Coordinates count from the image's upper left corner,
 * so that the first pixel is the square from (0, 0) to (1, 1).
 */
export type Ring = readonly Point[];

/** No ring crosses or touches itself; two rings of one object share corners at most. */
export interface Polygon {
  /** Clockwise as seen, y pointing down: its area by the shoelace formula is positive. */
  readonly outer: Ring;
  /** The other way round. */
  readonly holes: readonly Ring[];
}

/**
 * [count + 1], by id, none for 0. A part of an object that hangs on by a corner alone is a polygon of its own, so that
 * every polygon is simple (as OGC's Simple Features ask for). In order of their first pixel.
 */
export function objectOutlines({ ids, width, height, count }: ObjectMap): Polygon[][] {
  const parts = labelComponents(ids, width, height, 'edges');
  const outlines: Polygon[][] = Array.from({ length: count + 1 }, () => []);
  const polygons = new Map<number, { outer: Ring; holes: Ring[] }>();
  const tracer = new Tracer(parts.ids, width, height);
  for (let at = 0; at < ids.length; at++) {
    if (!tracer.isStart(at)) continue;
    const part = parts.ids[at] ?? 0;
    for (const ring of splitRing(tracer.trace(at), width + 1)) {
      const known = polygons.get(part);
      if (known) known.holes.push(ring);
      else {
        // The first ring met by rows is the outer one: nothing of the part lies above it.
        const polygon = { outer: ring, holes: [] };
        polygons.set(part, polygon);
        defined(outlines[ids[at] ?? 0], 'outlines').push(polygon);
      }
    }
  }
  return outlines;
}

/** Directions along the edges of pixels, clockwise: right, down, left, up. */
const STEPS = [
  { dx: 1, dy: 0 },
  { dx: 0, dy: 1 },
  { dx: -1, dy: 0 },
  { dx: 0, dy: -1 },
] as const;

/** Walks around parts with the part on the right hand. */
class Tracer {
  /** 1 where the pixel's upper edge was walked along. Every ring has such an edge. */
  private readonly walked: Uint8Array;

  constructor(
    private readonly ids: Uint32Array,
    private readonly width: number,
    private readonly height: number,
  ) {
    this.walked = new Uint8Array(ids.length);
  }

  /** Whether the pixel's upper edge is one of its part that nobody walked along. */
  isStart(at: number): boolean {
    const id = this.ids[at] ?? 0;
    return id !== 0 && this.walked[at] === 0 && (at < this.width || this.ids[at - this.width] !== id);
  }

  /** The ring that holds the pixel's upper edge: the corners at which it turns, as places in a grid of width + 1. */
  trace(start: number): number[] {
    const id = this.ids[start] ?? 0;
    const corners: number[] = [];
    let x = start % this.width;
    let y = Math.floor(start / this.width);
    let direction = 0;
    do {
      if (direction === 0) this.walked[y * this.width + x] = 1;
      const { dx, dy } = STEPS[direction] ?? STEPS[0];
      x += dx;
      y += dy;
      const turn = this.turnAt(x, y, direction, id);
      if (turn !== 0) corners.push(y * (this.width + 1) + x);
      direction = (direction + turn) & 3;
    } while (direction !== 0 || y * this.width + x !== start);
    return corners;
  }

  /** At a corner: 1 to the right, -1 to the left, 0 ahead. Where only a corner joins two pixels, they stay apart. */
  private turnAt(x: number, y: number, direction: number, id: number): -1 | 0 | 1 {
    // The pixels ahead, on the right hand and on the left hand, by direction.
    const right = this.isPart(
      x - (direction === 1 || direction === 2 ? 1 : 0),
      y - (direction >= 2 ? 1 : 0),
      id,
    );
    const left = this.isPart(
      x - (direction === 2 || direction === 3 ? 1 : 0),
      y - (direction === 0 || direction === 3 ? 1 : 0),
      id,
    );
    if (!right) return 1;
    return left ? -1 : 0;
  }

  private isPart(x: number, y: number, id: number): boolean {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return false;
    return this.ids[y * this.width + x] === id;
  }
}
