import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FlatRing, IGNORED_OUTLINE, type Outline, type OutlineShape } from '../../domain/annotations';
import { blotches, mapOf } from '../../testing/objectMaps';
import { drawOutlines } from './drawOutlines';
import { objectOutlines, type Ring } from './outlines';
import { shapeSpans } from './shapeSpans';

const ring = (...corners: number[]): FlatRing => Float64Array.from(corners);
const flat = (corners: Ring): FlatRing => Float64Array.from(corners.flatMap(({ x, y }) => [x, y]));
const polygon = (...rings: FlatRing[]): OutlineShape => ({ kind: 'polygons', polygons: [rings] });

/** How often each pixel is filled. */
function filled(shape: OutlineShape, width: number, height: number): number[] {
  const times = new Array<number>(width * height).fill(0);
  const { data, pixels } = shapeSpans(shape, width, height);
  for (let i = 0; i < data.length; i += 3) {
    for (let x = data[i + 1] ?? 0; x < (data[i + 2] ?? 0); x++) {
      const at = (data[i] ?? 0) * width + x;
      times[at] = (times[at] ?? 0) + 1;
    }
  }
  expect(times.reduce((sum, time) => sum + time, 0)).toBe(pixels);
  return times;
}

/** Even-odd by a ray to the right from the middle of every pixel: another way to the same. */
function byRays(rings: readonly FlatRing[], width: number, height: number): number[] {
  return Array.from({ length: width * height }, (_, at) => {
    const [px, py] = [(at % width) + 0.5, Math.floor(at / width) + 0.5];
    let inside = false;
    for (const corners of rings) {
      for (let i = 0, j = corners.length - 2; i < corners.length; j = i, i += 2) {
        const [ax = 0, ay = 0, bx = 0, by = 0] = [corners[i], corners[i + 1], corners[j], corners[j + 1]];
        if (ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax) inside = !inside;
      }
    }
    return inside ? 1 : 0;
  });
}

/** Off the grid of pixels' middles, so that no ray meets a corner. */
const coordinate = fc.integer({ min: -40, max: 140 }).map((n) => n / 10 + 0.033);
const anyRing = fc
  .array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 9 })
  .map((corners) => Float64Array.from(corners.flat()));

describe('shapeSpans', () => {
  test('fills what rays say is inside, rings that cross themselves and leave the image among them', () => {
    fc.assert(
      fc.property(fc.array(anyRing, { minLength: 1, maxLength: 3 }), (rings) => {
        expect(filled(polygon(...rings), 11, 9)).toEqual(byRays(rings, 11, 9));
      }),
    );
  });

  test('two halves of a polygon, cut anywhere, fill each pixel of it once', () => {
    const corner = fc.integer({ min: 0, max: 24 }).map((n) => n / 2);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(corner, corner), { minLength: 4, maxLength: 8 }),
        fc.nat(),
        (corners, seed) => {
          const cut = 1 + (seed % (corners.length - 2));
          const whole = filled(polygon(ring(...corners.flat())), 12, 12);
          const first = filled(polygon(ring(...corners.slice(0, cut + 1).flat())), 12, 12);
          const rest = [...corners.slice(cut), ...corners.slice(0, 1)];
          const second = filled(polygon(ring(...rest.flat())), 12, 12);
          const odd = first.map((times, i) => (times + (second[i] ?? 0)) % 2);
          expect(odd).toEqual(whole);
        },
      ),
    );
  });

  test('has the area of a polygon whose corners are corners of pixels', () => {
    const step = ring(1, 1, 7, 1, 7, 4, 4, 4, 4, 8, 1, 8);
    const hole = ring(2, 2, 3, 2, 3, 6, 2, 6);
    expect(shapeSpans(polygon(step), 10, 10).pixels).toBe(6 * 3 + 3 * 4);
    expect(shapeSpans(polygon(step, hole), 10, 10).pixels).toBe(6 * 3 + 3 * 4 - 4);
  });

  test('counts a pixel of an ellipse where its middle lies inside', () => {
    const box = { x: 1.3, y: 0.4, width: 7.1, height: 5.7 };
    const expected = Array.from({ length: 80 }, (_, at) => {
      const dx = ((at % 10) + 0.5 - (box.x + box.width / 2)) / (box.width / 2);
      const dy = (Math.floor(at / 10) + 0.5 - (box.y + box.height / 2)) / (box.height / 2);
      return dx * dx + dy * dy < 1 ? 1 : 0;
    });
    expect(filled({ kind: 'ellipse', ...box }, 10, 8)).toEqual(expected);
  });

  test('reads runs down the columns', () => {
    // 1 outside, 3 inside, 2 outside: columns of 2 px.
    expect(filled({ kind: 'runs', counts: [1, 3, 2] }, 3, 2)).toEqual([0, 1, 0, 1, 1, 0]);
  });

  test('places a bitmap, clipped at all sides', () => {
    const data = Uint8Array.of(1, 1, 0, 1, 0, 1, 1, 1, 1);
    const bitmap = (x: number, y: number) =>
      filled({ kind: 'bitmap', x, y, width: 3, height: 3, data }, 3, 3);
    expect(bitmap(0, 0)).toEqual([...data]);
    expect(bitmap(-1, -2)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect(bitmap(2, 1)).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 1]);
  });
});

describe('drawOutlines', () => {
  const named = (name: string | null, shape: OutlineShape): Outline => ({
    role: 'object',
    name,
    shapes: [shape],
  });

  test('draws the outlines of objects as the objects they are of', () => {
    fc.assert(
      fc.property(blotches, ({ width, height, labels }) => {
        const map = mapOf(labels, width, height);
        const outlines = objectOutlines(map)
          .slice(1)
          .map((polygons): Outline => {
            const shape = polygons.map(({ outer, holes }) => [outer, ...holes].map(flat));
            return named(null, { kind: 'polygons', polygons: shape });
          });
        expect(drawOutlines(outlines, width, height, [])).toEqual(map.ids);
      }),
    );
  });

  test('puts smaller ones on top, by class and number, with what is ignored and what is cut out', () => {
    const square = (from: number, to: number) => polygon(ring(from, 0, to, 0, to, 1, from, 1));
    const values = drawOutlines(
      [
        named('b', square(2, 4)),
        named(null, square(0, 8)),
        { role: 'ignored', name: null, shapes: [square(5, 6)] },
        { role: 'background', name: null, shapes: [square(6, 7)] },
      ],
      9,
      1,
      ['a', 'b', 'object'],
    );
    const [b, unnamed] = [65_536 + 1, 2 * 65_536 + 2];
    expect([...values]).toEqual([unnamed, unnamed, b, b, unnamed, IGNORED_OUTLINE, 0, unnamed, 0]);
  });
});
