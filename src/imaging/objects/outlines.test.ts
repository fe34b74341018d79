import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blotches, mapOf, mapOfRows } from '../../testing/objectMaps';
import type { Point } from './objectHulls';
import { objectOutlines, type Polygon, type Ring } from './outlines';

/** Shoelace formula; positive where the ring goes clockwise as seen. */
function area(ring: Ring): number {
  const next = (index: number): Point => ring[(index + 1) % ring.length] ?? { x: 0, y: 0 };
  return ring.reduce((sum, { x, y }, index) => sum + (x * next(index).y - next(index).x * y) / 2, 0);
}

/** Whether the point lies within, by how often a line to the right of it crosses the ring; it lies on no edge. */
function isWithin(ring: Ring, { x, y }: Point): boolean {
  return ring.reduce((inside, a, index) => {
    const b = ring[(index + 1) % ring.length] ?? a;
    const crosses = a.x === b.x && a.x > x && a.y > y !== b.y > y;
    return crosses ? !inside : inside;
  }, false);
}

function holds({ outer, holes }: Polygon, point: Point): boolean {
  return isWithin(outer, point) && !holes.some((hole) => isWithin(hole, point));
}

describe('objectOutlines', () => {
  test('a pixel, a ring with an island, and parts that hang on by a corner', () => {
    const square = [
      { x: 1, y: 0 },
      { x: 2, y: 0 },
      { x: 2, y: 1 },
      { x: 1, y: 1 },
    ];
    const [, [pixel] = []] = objectOutlines(mapOfRows('010'));
    expect(new Set(pixel?.outer)).toEqual(new Set(square));
    const [, [ring] = [], [island] = []] = objectOutlines(
      mapOfRows('11111', '10001', '10201', '10001', '11111'),
    );
    expect([ring?.holes.length, island?.holes.length]).toEqual([1, 0]);
    expect(ring?.holes[0]?.length).toBe(4);
    expect(objectOutlines(mapOfRows('10', '01'))[1]).toHaveLength(2);
  });

  test('what is enclosed but for a corner is a hole, and so are two pixels that share one', () => {
    const holesOf = (...rows: string[]) =>
      objectOutlines(mapOfRows(...rows))[1]?.map(({ holes }) => holes.length);
    expect(holesOf('111', '101', '110')).toEqual([1]);
    expect(holesOf('1110', '1010', '1101', '0111')).toEqual([2]);
  });

  test('hold exactly the pixels of their objects, as simple polygons', () => {
    fc.assert(
      fc.property(blotches, ({ width, height, labels }) => {
        const objects = mapOf(labels, width, height);
        const outlines = objectOutlines(objects);
        expect(outlines[0]).toEqual([]);
        objects.ids.forEach((own, at) => {
          const middle = { x: (at % width) + 0.5, y: Math.floor(at / width) + 0.5 };
          const held = outlines.flatMap((polygons, id) =>
            polygons.flatMap((polygon) => (holds(polygon, middle) ? [id] : [])),
          );
          expect(held).toEqual(own === 0 ? [] : [own]);
        });
        for (const [id, polygons] of outlines.entries()) {
          const sum = polygons
            .flatMap(({ outer, holes }) => [outer, ...holes])
            .reduce((all, ring) => all + area(ring), 0);
          expect(sum).toBe(id === 0 ? 0 : objects.ids.filter((own) => own === id).length);
          for (const { outer, holes } of polygons) {
            expect(area(outer)).toBeGreaterThan(0);
            expect(holes.every((hole) => area(hole) < 0)).toBe(true);
            for (const ring of [outer, ...holes]) expectSimple(ring);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  /** No corner twice, and every one a right angle: edges on a grid that share no corner do not cross. */
  function expectSimple(ring: Ring): void {
    expect(new Set(ring.map(({ x, y }) => `${x} ${y}`)).size).toBe(ring.length);
    ring.forEach((corner, index) => {
      const before = ring.at(index - 1) ?? corner;
      const after = ring[(index + 1) % ring.length] ?? corner;
      expect((before.x === corner.x) !== (after.x === corner.x)).toBe(true);
      expect((before.y === corner.y) !== (after.y === corner.y)).toBe(true);
    });
  }
});
