/** Components and looks of values against a flood fill and plain loops. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueComponents } from './valueComponents';

const picture = fc.integer({ min: 1, max: 9 }).chain((width) =>
  fc.integer({ min: 1, max: 9 }).chain((height) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      data: fc.array(fc.constantFrom(0, 1, 5, Number.NaN), {
        minLength: width * height,
        maxLength: width * height,
      }),
    }),
  ),
);

/** Areas of the 8-connected components of a value, by flood fill. */
function floodedAreas(data: readonly number[], width: number, height: number, value: number): number[] {
  const left = new Set(data.flatMap((own, pixel) => (own === value ? [pixel] : [])));
  const areas: number[] = [];
  for (const start of left) {
    const open = [start];
    left.delete(start);
    let area = 0;
    for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
      area += 1;
      for (const next of around(pixel, width, height, 8)) if (left.delete(next)) open.push(next);
    }
    areas.push(area);
  }
  return areas.sort((a, b) => a - b);
}

function around(pixel: number, width: number, height: number, neighbours: 4 | 8): number[] {
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  const steps = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const));
  return steps
    .filter(([dx, dy]) => (neighbours === 8 ? dx !== 0 || dy !== 0 : Math.abs(dx) + Math.abs(dy) === 1))
    .map(([dx, dy]) => [x + dx, y + dy] as const)
    .filter(([u, v]) => u >= 0 && v >= 0 && u < width && v < height)
    .map(([u, v]) => v * width + u);
}

const isNear = (a: number, b: number) => Math.abs(a - b) <= 1;

describe('valueComponents', () => {
  it('agrees with a flood fill and with plain counts', () => {
    fc.assert(
      fc.property(picture, ({ data, width, height }) => {
        const shapes = valueComponents(Float64Array.from(data), width, height, isNear);
        const finite = new Set(data.filter(Number.isFinite));
        expect(new Set(shapes.map(({ value }) => value))).toEqual(finite);
        for (const { value, areas, pixels, inner, calm, frame, touching, beside } of shapes) {
          const own = [...data.keys()].filter((pixel) => data[pixel] === value);
          const near = (pixel: number) =>
            around(pixel, width, height, 4).map((next) => data[next] ?? Number.NaN);
          const isFrame = (pixel: number) =>
            [0, width - 1].includes(pixel % width) || [0, height - 1].includes(Math.floor(pixel / width));
          expect(areas.toSorted((a, b) => a - b)).toEqual(floodedAreas(data, width, height, value));
          expect(pixels).toBe(own.length);
          expect(inner).toBe(own.filter((pixel) => near(pixel).every((other) => other === value)).length);
          expect(calm).toBe(own.filter((pixel) => near(pixel).every((other) => isNear(value, other))).length);
          expect(frame).toBe(own.filter(isFrame).length);
          expect(touching).toBe(
            own.filter((pixel) => near(pixel).some((o) => Number.isFinite(o) && o !== value && o !== 0))
              .length,
          );
          const others = own.flatMap(near).filter((other) => Number.isFinite(other) && other !== value);
          expect(beside).toEqual(new Set(others));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('tells steps between values from plateaus', () => {
    const shapes = valueComponents(Uint8Array.of(1, 5, 9, 1, 5, 9), 3, 2, isNear);
    const [, ramp, flat] = shapes;
    expect(ramp).toMatchObject({ value: 5, pixels: 2, between: 2 });
    expect(flat).toMatchObject({ value: 9, pixels: 2, between: 0 });
  });
});
