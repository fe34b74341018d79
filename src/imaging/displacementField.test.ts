import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rngStream } from '../common/rng';
import { DisplacementField, nodeGrid, splineGrid, splineGridSide } from './displacementField';

const size = fc.integer({ min: 8, max: 70 });
const nodes = fc.integer({ min: 2, max: 6 });
const seed = fc.nat();

function vectors(count: number, from: number): Float64Array {
  const rng = rngStream(from, 'test', 0, 0);
  return Float64Array.from({ length: 2 * count }, () => 10 * rng.normal());
}

function fieldOf(side: number, count: number, from: number): DisplacementField {
  return new DisplacementField(nodeGrid(vectors(count * count, from), count, side), side);
}

/** Lagrange's parabola through (0, a), (1, b), (2, c). */
function parabola(a: number, b: number, c: number, t: number): number {
  return (a * (t - 1) * (t - 2)) / 2 - b * t * (t - 2) + (c * t * (t - 1)) / 2;
}

/** Cox and de Boor's recursion for the cubic basis function whose support starts at 0. */
function bspline(t: number, degree = 3): number {
  if (degree === 0) return t >= 0 && t < 1 ? 1 : 0;
  return (t * bspline(t, degree - 1) + (degree + 1 - t) * bspline(t - 1, degree - 1)) / degree;
}

describe('nodeGrid', () => {
  test('goes through every node: the first pixel, the last, and evenly between', () => {
    fc.assert(
      fc.property(size, nodes, seed, (side, count, from) => {
        const given = vectors(count * count, from);
        const field = new DisplacementField(nodeGrid(given, count, side), side);
        const step = (side - 1) / (count - 1);
        for (let i = 0; i < count * count; i++) {
          const [x, y] = field.at((i % count) * step, Math.floor(i / count) * step);
          expect(x).toBeCloseTo(given[2 * i] ?? 0, 8);
          expect(y).toBeCloseTo(given[2 * i + 1] ?? 0, 8);
        }
      }),
    );
  });

  test('3 x 3 nodes: the tensor product of parabolas, which is what Keys continues them to', () => {
    fc.assert(
      fc.property(size, seed, fc.double({ min: 0, max: 2, noNaN: true }), (side, from, t) => {
        const given = vectors(9, from);
        const field = new DisplacementField(nodeGrid(given, 3, side), side);
        const rows = [0, 1, 2].map((j) =>
          parabola(given[6 * j] ?? 0, given[6 * j + 2] ?? 0, given[6 * j + 4] ?? 0, t),
        );
        const step = (side - 1) / 2;
        const [x] = field.at(t * step, 0.7 * step);
        expect(x).toBeCloseTo(parabola(rows[0] ?? 0, rows[1] ?? 0, rows[2] ?? 0, 0.7), 8);
      }),
    );
  });

  test('planes are kept, so a uniform shift and a linear stretch come out exactly', () => {
    fc.assert(
      fc.property(size, nodes, (side, count) => {
        const plane = (x: number, y: number) => 2 * x - 3 * y + 1;
        const step = (side - 1) / (count - 1);
        const given = Float64Array.from({ length: 2 * count * count }, (_, k) => {
          const i = k >> 1;
          return k % 2 === 0 ? plane((i % count) * step, Math.floor(i / count) * step) : 5;
        });
        const field = new DisplacementField(nodeGrid(given, count, side), side);
        for (const [x, y] of [
          [0.3, 1.9],
          [side / 3, side / 2],
          [side - 1.2, side - 1],
        ] as const) {
          expect(field.at(x, y)[0]).toBeCloseTo(plane(x, y), 7);
          expect(field.at(x, y)[1]).toBeCloseTo(5, 8);
        }
      }),
    );
  });

  test('is smooth to the first derivative: at inner nodes both sides have one slope', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 3, max: 6 }), seed, (side, count, from) => {
        const field = fieldOf(side, count, from);
        const step = (side - 1) / (count - 1);
        const h = 1e-5 * step;
        for (let k = 1; k < count - 1; k++) {
          const at = k * step;
          const [left, middle, right] = [at - h, at, at + h].map((x) => field.at(x, 0.37 * side)[0]);
          const slopes = [(middle ?? 0) - (left ?? 0), (right ?? 0) - (middle ?? 0)].map((d) => d / h);
          expect(Math.abs((slopes[0] ?? 0) - (slopes[1] ?? 0)) * step).toBeLessThan(0.01);
        }
      }),
    );
  });

  test("at the nodes, over many seeds, the paper's 10 px; halfway between less, by the weights", () => {
    const draws = 3000;
    const sum = { node: 0, between: 0 };
    for (let from = 0; from < draws; from++) {
      const field = fieldOf(101, 3, from);
      sum.node += field.at(50, 100)[0] ** 2;
      sum.between += field.at(25, 50)[0] ** 2;
    }
    const spread = (4 * 10) / Math.sqrt(2 * draws);
    expect(Math.abs(Math.sqrt(sum.node / draws) - 10)).toBeLessThan(spread);
    // A parabola's weights at a quarter: 3/8, 3/4, -1/8.
    const expected = 10 * Math.hypot(3 / 8, 3 / 4, 1 / 8);
    expect(Math.abs(Math.sqrt(sum.between / draws) - expected)).toBeLessThan(spread);
  });
});

describe('splineGrid', () => {
  test('equals the sum of basis functions by the Cox-de Boor recursion', () => {
    const spacing = fc.double({ min: 8, max: 60, noNaN: true });
    fc.assert(
      fc.property(
        size,
        spacing,
        seed,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (side, gap, from, share) => {
          const count = splineGridSide(side, gap);
          const given = vectors(count * count, from);
          const field = new DisplacementField(splineGrid(given, gap, side), side);
          const [x, y] = [share * (side - 1), 0.61 * (side - 1)];
          // The point of column i lies at (i - 1) · gap; its basis function reaches two gaps to either side.
          const weight = (i: number, at: number) => bspline(at / gap - (i - 1) + 2);
          let expected = 0;
          for (let i = 0; i < count * count; i++)
            expected += weight(i % count, x) * weight(Math.floor(i / count), y) * (given[2 * i] ?? 0);
          expect(field.at(x, y)[0]).toBeCloseTo(expected, 7);
        },
      ),
    );
  });

  test('at grid points, over many seeds, half of the standard deviation that was drawn', () => {
    const draws = 3000;
    const count = splineGridSide(64, 20);
    let sum = 0;
    for (let from = 0; from < draws; from++)
      sum += new DisplacementField(splineGrid(vectors(count * count, from), 20, 64), 64).at(20, 40)[1] ** 2;
    // Weights 1/6, 4/6, 1/6 a side: their squares sum to 1/2, and to 1/4 over both sides.
    expect(Math.abs(Math.sqrt(sum / draws) - 5)).toBeLessThan((4 * 5) / Math.sqrt(2 * draws));
  });
});

describe('addRow', () => {
  test('adds what `at` says, pixel by pixel', () => {
    fc.assert(
      fc.property(size, nodes, seed, fc.nat(100), (side, count, from, row) => {
        const field = fieldOf(side, count, from);
        const y = row % side;
        const [xs, ys] = [new Float64Array(side).fill(3), new Float64Array(side).fill(-1)];
        field.addRow(y, xs, ys);
        for (let x = 0; x < side; x++) {
          const [dx, dy] = field.at(x, y);
          expect(xs[x]).toBeCloseTo(3 + dx, 9);
          expect(ys[x]).toBeCloseTo(dy - 1, 9);
        }
      }),
    );
  });
});
