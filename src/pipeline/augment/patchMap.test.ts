import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rngStream } from '../../common/rng';
import { DisplacementField, nodeGrid, splineGrid, splineGridSide } from '../../imaging/displacementField';
import { STILL } from '../../testing/stillTransform';
import type { PatchTransform } from './drawTransform';
import { PatchMap } from './patchMap';

const SIZE = 17;
type Matrix = readonly [readonly [number, number], readonly [number, number]];

function times([[a, b], [c, d]]: Matrix, [[e, f], [g, h]]: Matrix): Matrix {
  return [
    [a * e + b * g, a * f + b * h],
    [c * e + d * g, c * f + d * h],
  ];
}

/** What the transform does to the content, as a product of textbook matrices; y points down. */
function forward(transform: PatchTransform): Matrix {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians(transform.rotation)), Math.sin(radians(transform.rotation))];
  const flip: Matrix = [
    [transform.flipHorizontal ? -1 : 1, 0],
    [0, transform.flipVertical ? -1 : 1],
  ];
  const shear: Matrix = [
    [1, Math.tan(radians(transform.shear))],
    [0, 1],
  ];
  const scale: Matrix = [
    [transform.scale, 0],
    [0, transform.scale],
  ];
  const turn: Matrix = [
    [cos, -sin],
    [sin, cos],
  ];
  return times(turn, times(scale, times(shear, flip)));
}

function rowOf(map: PatchMap, y: number) {
  const row = { x: new Float64Array(SIZE), y: new Float64Array(SIZE) };
  map.row(y, row);
  return row;
}

function vectors(points: number, seed: number): Float64Array {
  const rng = rngStream(seed, 'test', 0, 0);
  return Float64Array.from({ length: 2 * points }, () => 3 * rng.normal());
}

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const linear = fc.record({
  flipHorizontal: fc.boolean(),
  flipVertical: fc.boolean(),
  shear: real(-40, 40),
  scale: real(0.3, 3),
  rotation: real(-400, 400),
  shiftX: real(-20, 20),
  shiftY: real(-20, 20),
});

describe('PatchMap', () => {
  test('undoes flip, shear, scale, turn and shift, in that order, about the centre', () => {
    fc.assert(
      fc.property(linear, fc.integer({ min: -9, max: 99 }), fc.nat(SIZE - 1), (part, originX, y) => {
        const transform = { ...STILL, ...part };
        const [[xx, xy], [yx, yy]] = forward(transform);
        const row = rowOf(new PatchMap(transform, originX, 7, SIZE), y);
        const centre = (SIZE - 1) / 2;
        for (let x = 0; x < SIZE; x++) {
          const u = (row.x[x] ?? Number.NaN) - originX - centre;
          const v = (row.y[x] ?? Number.NaN) - 7 - centre;
          // The content of that point has to end at the pixel that reads it.
          expect(xx * u + xy * v + centre + part.shiftX).toBeCloseTo(x, 8);
          expect(yx * u + yy * v + centre + part.shiftY).toBeCloseTo(y, 8);
        }
      }),
    );
  });

  test('adds both elastic fields to the pixel before the linear part, each with its sign', () => {
    fc.assert(
      fc.property(linear, fc.nat(), fc.nat(SIZE - 1), (part, seed, y) => {
        const side = splineGridSide(SIZE, 9);
        const elastic = { nodes: 3, vectors: vectors(9, seed) };
        const elasticSpline = { spacing: 9, vectors: vectors(side * side, seed + 1) };
        const map = new PatchMap({ ...STILL, ...part, elastic, elasticSpline }, 3, 5, SIZE);
        const fields = [
          new DisplacementField(nodeGrid(elastic.vectors, 3, SIZE), SIZE),
          new DisplacementField(splineGrid(elasticSpline.vectors, 9, SIZE), SIZE),
        ];
        const { xx, xy, x0, yx, yy, y0 } = map.affine;
        const row = rowOf(map, y);
        for (let x = 0; x < SIZE; x++) {
          const [a = [0, 0], b = [0, 0]] = fields.map((field) => field.at(x, y));
          const [dx, dy] = [a[0] + b[0], a[1] + b[1]];
          const shown = map.displacement(x, y);
          expect(shown[0]).toBeCloseTo(dx, 9);
          expect(shown[1]).toBeCloseTo(dy, 9);
          expect(row.x[x]).toBeCloseTo(xx * (x + dx) + xy * (y + dy) + x0, 7);
          expect(row.y[x]).toBeCloseTo(yx * (x + dx) + yy * (y + dy) + y0, 7);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('its step is the side of the square that one pixel covers', () => {
    fc.assert(
      fc.property(linear, (part) => {
        const { scale } = part;
        expect(new PatchMap({ ...STILL, ...part }, 0, 0, SIZE).step()).toBeCloseTo(1 / scale, 9);
      }),
    );
  });
});
