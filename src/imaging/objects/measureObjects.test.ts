/** Measurements against closed forms of simple shapes, and against their definitions written out pixel by pixel. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defined } from '../../common/assert';
import { rngStream } from '../../common/rng';
import type { MeasuredObject, ObjectMap } from '../../domain/objects';
import type { PixelSize } from '../../domain/scale';
import { GRID_MOVES, moved } from '../../testing/gridMoves';
import { blotches, drawnMap, mapOf, mapOfRows } from '../../testing/objectMaps';
import { classTotals, measureObjects } from './measureObjects';

/** Without an image of its own: one channel of zeros, certainty everywhere. */
function measure(objects: ObjectMap, pixelSize: PixelSize | null = null): MeasuredObject[] {
  const pixels = objects.ids.length;
  return measureObjects(objects, {
    image: { channels: 1, data: new Uint8Array(pixels) },
    probabilities: { data: new Float32Array(3 * pixels).fill(1), one: 1 },
    pixelSize,
  });
}

const only = (rows: MeasuredObject[]) => {
  expect(rows).toHaveLength(1);
  return defined(rows[0], 'the only object');
};

const rad = (degrees: number) => (degrees * Math.PI) / 180;

/** A filled ellipse of half axes a and b, its major axis turned counter-clockwise as seen. */
function ellipseMap(a: number, b: number, degrees: number, stretch = 1): ObjectMap {
  const [cos, sin] = [Math.cos(rad(degrees)), Math.sin(rad(degrees))];
  return drawnMap(120 * stretch, 120, (x, y) => {
    const [dx, dy] = [x / stretch - 60.3, 59.8 - y];
    return ((dx * cos + dy * sin) / a) ** 2 + ((dy * cos - dx * sin) / b) ** 2 <= 1;
  });
}

describe('measureObjects on shapes with closed forms', () => {
  test('a rectangle: moments of squares make its axes exact, corners its diameters', () => {
    const row = only(measure(drawnMap(12, 9, (x, y) => x > 2 && x < 9 && y > 1 && y < 5)));
    expect(row.px).toMatchObject({ area: 28, centroid: { x: 5.5, y: 3 }, feretMin: 4 });
    expect(row.px.box).toEqual({ x: 2, y: 1, width: 7, height: 4 });
    expect(row.px.majorAxis).toBeCloseTo((4 * 7) / Math.sqrt(12), 10);
    expect(row.px.minorAxis).toBeCloseTo((4 * 4) / Math.sqrt(12), 10);
    expect(row.px.feretMax).toBeCloseTo(Math.hypot(7, 4), 10);
    expect(row.eccentricity).toBeCloseTo(Math.sqrt(1 - (4 / 7) ** 2), 10);
    expect(row.orientation).toBe(0);
    expect(row.touchesBorder).toBe(false);
    expect(row.um).toBeNull();
  });

  test('a single pixel', () => {
    const row = only(measure(mapOfRows('000', '010', '000')));
    expect(row.px).toMatchObject({
      area: 1,
      centroid: { x: 1.5, y: 1.5 },
      feretMax: Math.SQRT2,
      feretMin: 1,
    });
    expect([row.orientation, row.eccentricity]).toEqual([null, 0]);
    expect(row.px.perimeter).toBeCloseTo((Math.PI / 8) * (4 + 4 / Math.SQRT2), 10);
  });

  test.each([10, 20, 45])('a disc of radius %d: perimeter within 1.5 %, circularity within 3 %', (radius) => {
    const row = only(measure(ellipseMap(radius, radius, 0)));
    expect(Math.abs(row.px.perimeter / (2 * Math.PI * radius) - 1)).toBeLessThan(0.015);
    expect(Math.abs(row.circularity - 1)).toBeLessThan(0.03);
    expect(Math.abs(row.px.majorAxis - 2 * radius)).toBeLessThan(0.3);
    expect(row.eccentricity).toBeLessThan(0.2);
    expect(Math.abs(row.px.feretMax - 2 * radius)).toBeLessThan(1.5);
    expect(Math.abs(row.px.feretMin - 2 * radius)).toBeLessThan(1.5);
  });

  test.each([0, 17, 45, 90, 133, 175])('an ellipse turned by %d degrees', (degrees) => {
    const row = only(measure(ellipseMap(40, 15, degrees)));
    expect(Math.abs(row.px.area / (Math.PI * 40 * 15) - 1)).toBeLessThan(0.01);
    expect(Math.abs(row.px.majorAxis - 80)).toBeLessThan(0.6);
    expect(Math.abs(row.px.minorAxis - 30)).toBeLessThan(0.6);
    expect(row.eccentricity).toBeCloseTo(Math.sqrt(1 - (15 / 40) ** 2), 2);
    const off = Math.abs((row.orientation ?? 400) - degrees);
    expect(Math.min(off, 180 - off)).toBeLessThan(0.5);
    expect(Math.abs(row.px.feretMax - 80)).toBeLessThan(1.5);
    expect(Math.abs(row.px.feretMin - 30)).toBeLessThan(1.7);
    // Ramanujan's second approximation, right to 1e-5 here.
    const h = ((40 - 15) / (40 + 15)) ** 2;
    const length = Math.PI * 55 * (1 + (3 * h) / (10 + Math.sqrt(4 - 3 * h)));
    expect(Math.abs(row.px.perimeter / length - 1)).toBeLessThan(0.03);
    expect(Math.hypot(row.px.centroid.x - 60.3, row.px.centroid.y - 59.8)).toBeLessThan(0.15);
  });

  test('with oblong pixels lengths in µm are those of the true shape, and so is what has no unit', () => {
    const row = only(measure(ellipseMap(40, 15, 30, 2), { x: 0.25, y: 0.5 }));
    const um = defined(row.um, 'µm');
    expect(Math.abs(um.area / (Math.PI * 20 * 7.5) - 1)).toBeLessThan(0.01);
    expect(Math.abs(um.majorAxis - 40)).toBeLessThan(0.3);
    expect(Math.abs(um.minorAxis - 15)).toBeLessThan(0.3);
    expect(Math.abs(um.feretMax - 40)).toBeLessThan(0.75);
    expect(Math.abs(um.feretMin - 15)).toBeLessThan(0.75);
    expect(Math.abs((row.orientation ?? 0) - 30)).toBeLessThan(0.5);
    expect(row.eccentricity).toBeCloseTo(Math.sqrt(1 - (15 / 40) ** 2), 2);
    expect(um.centroid.x).toBeCloseTo(30.15, 1);
    expect(um.centroid.y).toBeCloseTo(29.9, 1);
    expect(row.px.area * 0.125).toBeCloseTo(um.area, 9);
    const disc = only(measure(ellipseMap(30, 30, 0, 2), { x: 1, y: 2 }));
    expect(Math.abs((disc.um?.perimeter ?? 0) / (2 * Math.PI * 60) - 1)).toBeLessThan(0.03);
    expect(Math.abs(disc.circularity - 1)).toBeLessThan(0.06);
  });
});

describe('measureObjects by definition', () => {
  const sizes = fc.constantFrom<PixelSize>({ x: 1, y: 1 }, { x: 0.3, y: 0.3 }, { x: 2, y: 0.5 });

  test('area, centroid, box and moments', () => {
    fc.assert(
      fc.property(blotches, sizes, (image, size) => {
        const objects = mapOf(image.labels, image.width, image.height);
        for (const row of measure(objects, size)) {
          const pixels = pixelsOf(objects, row.id);
          const mean = (pick: (x: number, y: number) => number) =>
            pixels.reduce((sum, { x, y }) => sum + pick(x, y), 0) / pixels.length;
          const [mx, my] = [mean((x) => x + 0.5), mean((_, y) => y + 0.5)];
          const um = defined(row.um, 'µm');
          expect(row.px.area).toBe(pixels.length);
          expect(um.centroid.x).toBeCloseTo(mx * size.x, 9);
          expect(um.centroid.y).toBeCloseTo(my * size.y, 9);
          const xx = (mean((x) => (x + 0.5 - mx) ** 2) + 1 / 12) * size.x ** 2;
          const yy = (mean((_, y) => (y + 0.5 - my) ** 2) + 1 / 12) * size.y ** 2;
          const xy = mean((x, y) => (x + 0.5 - mx) * (y + 0.5 - my)) * size.x * size.y;
          // Eigenvalues have the matrix's trace and determinant.
          const [major, minor] = [um.majorAxis ** 2 / 16, um.minorAxis ** 2 / 16];
          expect(major + minor).toBeCloseTo(xx + yy, 9);
          expect(major * minor).toBeCloseTo(xx * yy - xy * xy, 8);
          const [cos, sin] = [Math.cos(rad(row.orientation ?? 0)), -Math.sin(rad(row.orientation ?? 0))];
          if (row.orientation !== null)
            expect(cos * cos * xx + 2 * cos * sin * xy + sin * sin * yy).toBeCloseTo(major, 8);
          const [xs, ys] = [pixels.map(({ x }) => x), pixels.map(({ y }) => y)];
          expect(row.px.box).toEqual({
            x: Math.min(...xs),
            y: Math.min(...ys),
            width: Math.max(...xs) - Math.min(...xs) + 1,
            height: Math.max(...ys) - Math.min(...ys) + 1,
          });
          const isCut = pixels.some(
            ({ x, y }) => x === 0 || y === 0 || x === image.width - 1 || y === image.height - 1,
          );
          expect(row.touchesBorder).toBe(isCut);
        }
      }),
    );
  });

  test('diameters are those of all corners of all pixels', () => {
    fc.assert(
      fc.property(blotches, sizes, (image, size) => {
        const objects = mapOf(image.labels, image.width, image.height);
        for (const { id, um } of measure(objects, size)) {
          const corners = pixelsOf(objects, id).flatMap(({ x, y }) =>
            [0, 1].flatMap((dx) => [0, 1].map((dy) => ({ x: (x + dx) * size.x, y: (y + dy) * size.y }))),
          );
          const unique = [...new Map(corners.map((corner) => [`${corner.x} ${corner.y}`, corner])).values()];
          let [longest, width] = [0, Number.POSITIVE_INFINITY];
          for (const a of unique) {
            for (const b of unique) {
              const length = Math.hypot(a.x - b.x, a.y - b.y);
              longest = Math.max(longest, length);
              // A narrowest strip lies along an edge of the hull, which joins two corners.
              const across = unique.map(({ x, y }) => ((b.x - a.x) * y - (b.y - a.y) * x) / length);
              if (length > 0) width = Math.min(width, Math.max(...across) - Math.min(...across));
            }
          }
          expect(um?.feretMax).toBeCloseTo(longest, 9);
          expect(um?.feretMin).toBeCloseTo(width, 9);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('the perimeter counts the pairs of pixels of which one is outside, in four directions', () => {
    fc.assert(
      fc.property(blotches, sizes, (image, size) => {
        const objects = mapOf(image.labels, image.width, image.height);
        const idAt = (x: number, y: number) =>
          x < 0 || y < 0 || x >= image.width || y >= image.height ? 0 : objects.ids[y * image.width + x];
        const slope = Math.atan(size.y / size.x);
        const steps = [
          { dx: 1, dy: 0, weight: slope * size.y },
          { dx: 0, dy: 1, weight: (Math.PI / 2 - slope) * size.x },
          ...[1, -1].map((dx) => {
            const between = (size.x * size.y) / Math.hypot(size.x, size.y);
            return { dx, dy: 1, weight: (Math.PI / 4) * between };
          }),
        ];
        for (const { id, um } of measure(objects, size)) {
          let length = 0;
          for (const { dx, dy, weight } of steps) {
            for (let y = -1; y <= image.height; y++) {
              for (let x = -1; x <= image.width; x++) {
                if ((idAt(x, y) === id) !== (idAt(x + dx, y + dy) === id)) length += weight / 2;
              }
            }
          }
          expect(um?.perimeter).toBeCloseTo(length, 9);
        }
      }),
    );
  });

  test('intensities of every channel, values that are not finite left out, and the probability of the class', () => {
    fc.assert(
      fc.property(blotches, fc.nat(), ({ width, height, labels }, seed) => {
        const objects = mapOf(labels, width, height);
        const rng = rngStream(seed, 'test', 1, 0);
        const data = Float32Array.from({ length: labels.length * 2 }, () =>
          rng.chance(0.2) ? Number.NaN : 60_000 + rng.below(9),
        );
        const shares = Float32Array.from({ length: labels.length * 3 }, () => rng.next());
        const measured = {
          image: { channels: 2, data },
          probabilities: { data: shares, one: 1 },
          pixelSize: null,
        };
        for (const row of measureObjects(objects, measured)) {
          const places = pixelsOf(objects, row.id).map(({ x, y }) => y * width + x);
          const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
          expect(row.probability).toBeCloseTo(
            mean(places.map((at) => shares[row.classIndex * labels.length + at] ?? 0)),
            9,
          );
          for (const channel of [0, 1]) {
            const values = places.map((at) => data[at * 2 + channel] ?? 0).filter(Number.isFinite);
            const found = row.intensities[channel];
            if (values.length === 0) {
              expect(found).toBeNull();
              continue;
            }
            expect(found?.mean).toBeCloseTo(mean(values), 9);
            expect(found?.sd).toBeCloseTo(
              Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2))),
              6,
            );
            expect([found?.min, found?.max]).toEqual([Math.min(...values), Math.max(...values)]);
          }
        }
      }),
    );
  });

  function pixelsOf({ ids, width }: ObjectMap, id: number): { x: number; y: number }[] {
    return [...ids.keys()]
      .filter((at) => ids[at] === id)
      .map((at) => ({ x: at % width, y: Math.floor(at / width) }));
  }
});

describe('laws', () => {
  test('areas sum to the foreground, and totals to both', () => {
    fc.assert(
      fc.property(blotches, ({ width, height, labels }) => {
        const rows = measure(mapOf(labels, width, height), { x: 2, y: 3 });
        const pixels = labels.length;
        const totals = classTotals(rows, { classes: 3, background: 0, pixels, pixelSize: { x: 2, y: 3 } });
        expect(totals.map(({ classIndex }) => classIndex)).toEqual([1, 2]);
        for (const { classIndex, areaPx, areaUm, areaFraction, count } of totals) {
          const own = labels.filter((label) => label === classIndex).length;
          expect([areaPx, areaUm, areaFraction]).toEqual([own, own * 6, own / pixels]);
          expect(count).toBe(rows.filter((row) => row.classIndex === classIndex).length);
        }
      }),
    );
  });

  test('the largest diameter is at least that of a disc of the same area, and the smallest no larger', () => {
    fc.assert(
      fc.property(blotches, ({ width, height, labels }) => {
        for (const { px } of measure(mapOf(labels, width, height))) {
          expect(px.feretMax).toBeGreaterThanOrEqual(Math.sqrt((4 * px.area) / Math.PI));
          expect(px.feretMin).toBeLessThanOrEqual(px.feretMax);
          expect(px.feretMin).toBeLessThanOrEqual(Math.min(px.box.width, px.box.height) + 1e-9);
        }
      }),
    );
  });

  test.each(GRID_MOVES)('after a $name the same shapes are measured', (move) => {
    fc.assert(
      fc.property(blotches, ({ width, height, labels }) => {
        const key = ({ px, eccentricity, circularity }: MeasuredObject) =>
          [px.area, px.perimeter, px.feretMax, px.feretMin, px.majorAxis, eccentricity, circularity]
            .map((value) => value.toFixed(6))
            .join(' ');
        const size = move.swaps ? ([height, width] as const) : ([width, height] as const);
        const turned = measure(mapOf(moved(labels, width, height, move), ...size)).map(key);
        expect(turned.sort()).toEqual(
          measure(mapOf(labels, width, height))
            .map(key)
            .sort(),
        );
      }),
    );
  });
});
