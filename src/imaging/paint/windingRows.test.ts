/** Polygons against the definition, pixel by pixel. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapeSpans } from '../objects/shapeSpans';
import type { BrushPoint } from './capsuleRows';
import { windingRows } from './windingRows';

const SIZE = { width: 21, height: 18 };

/** How often each pixel is visited. */
function visits(points: readonly BrushPoint[]): number[] {
  const counts = new Array<number>(SIZE.width * SIZE.height).fill(0);
  windingRows(points, SIZE, (y, from, to) => {
    for (let x = from; x <= to; x++) counts[y * SIZE.width + x] = (counts[y * SIZE.width + x] ?? 0) + 1;
  });
  return counts;
}

/** How often the outline turns around a point, by angles. */
function turnsAround(x: number, y: number, points: readonly BrushPoint[]): number {
  const angles = points.map((point) => Math.atan2(point.y - y, point.x - x));
  const turned = angles.reduce((sum, angle, index) => {
    const by = (angles[(index + 1) % angles.length] ?? 0) - angle;
    return sum + by - 2 * Math.PI * Math.round(by / (2 * Math.PI));
  }, 0);
  return Math.round(turned / (2 * Math.PI));
}

// Off the middles of pixels, so that none lies on a corner; on an edge float rounding would have to put it.
const coordinate = (most: number) => fc.double({ min: -6, max: most + 6, noNaN: true });
const point = fc.record({ x: coordinate(SIZE.width), y: coordinate(SIZE.height) });

function isNearEdge(x: number, y: number, points: readonly BrushPoint[]): boolean {
  return points.some((from, index) => {
    const to = points[(index + 1) % points.length] ?? from;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const across = Math.abs((to.x - from.x) * (from.y - y) - (from.x - x) * (to.y - from.y));
    return across <= 1e-6 * Math.max(1, length);
  });
}

describe('windingRows', () => {
  it('visits the pixels that the outline winds around, once each, however it crosses itself', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 12 }), (points) => {
        const counts = visits(points);
        for (let y = 0; y < SIZE.height; y++) {
          for (let x = 0; x < SIZE.width; x++) {
            if (isNearEdge(x + 0.5, y + 0.5, points)) continue;
            const isInside = turnsAround(x + 0.5, y + 0.5, points) !== 0;
            expect(counts[y * SIZE.width + x]).toBe(isInside ? 1 : 0);
          }
        }
      }),
    );
  });

  it('draws where edges run through middles of pixels what shapeSpans draws', () => {
    const half = fc.integer({ min: -8, max: 44 }).map((twice) => twice / 2);
    const corner = fc.tuple(half, half);
    fc.assert(
      fc.property(corner, corner, corner, (...corners) => {
        const points = corners.map(([x, y]) => ({ x, y }));
        const spans = shapeSpans(
          { kind: 'polygons', polygons: [[Float64Array.from(corners.flat())]] },
          SIZE.width,
          SIZE.height,
        ).data;
        const expected = new Array<number>(SIZE.width * SIZE.height).fill(0);
        for (let at = 0; at < spans.length; at += 3) {
          const [y, start, end] = [spans[at] ?? 0, spans[at + 1] ?? 0, spans[at + 2] ?? 0];
          expected.fill(1, y * SIZE.width + start, y * SIZE.width + end);
        }
        expect(visits(points)).toEqual(expected);
      }),
    );
  });

  it('leaves no hole where a line crosses itself in the same sense', () => {
    const twice = [0, 1].flatMap(() => [
      { x: 2, y: 2 },
      { x: 9, y: 2 },
      { x: 9, y: 9 },
      { x: 2, y: 9 },
    ]);
    expect(visits(twice).filter((count) => count === 1)).toHaveLength(49);
  });

  it('visits nothing for two points, or none', () => {
    expect(visits([]).every((count) => count === 0)).toBe(true);
    const line = [
      { x: 1, y: 1 },
      { x: 9, y: 9 },
    ];
    expect(visits(line).every((count) => count === 0)).toBe(true);
  });
});
