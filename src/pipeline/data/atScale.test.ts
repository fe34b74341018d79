import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelMap } from '../../domain/labels';
import type { FloatRaster } from '../../domain/raster';
import { atScale, labelsAtScale, sizeAtScale } from './atScale';

const SIDE = 96;
const evenly = (factor: number) => ({ x: factor, y: factor });

function labelsOf(width: number, classes: number[], parts: Partial<LabelMap> = {}): LabelMap {
  const height = classes.length / width;
  return { width, height, classes: Uint8Array.from(classes), ignore: null, instances: null, ...parts };
}

/** A disc as a bright landmark and as a label; its centre in px from the image's corner. */
function landmark(centreX: number, centreY: number, radius: number) {
  const inside = Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [x, y] = [(at % SIDE) + 0.5, Math.floor(at / SIDE) + 0.5];
    return Math.hypot(x - centreX, y - centreY) < radius ? 1 : 0;
  });
  const image: FloatRaster = { width: SIDE, height: SIDE, channels: 1, data: Float32Array.from(inside) };
  return { image, labels: labelsOf(SIDE, inside) };
}

/** The centre of mass, px from the corner. */
function centre(values: ArrayLike<number>, width: number): { x: number; y: number } {
  let [mass, x, y] = [0, 0, 0];
  Array.from(values).forEach((value, at) => {
    mass += value;
    x += value * ((at % width) + 0.5);
    y += value * (Math.floor(at / width) + 0.5);
  });
  return { x: x / mass, y: y / mass };
}

describe('atScale and labelsAtScale', () => {
  it('keep a landmark of image and labels together, under half a pixel and in its place', () => {
    const middle = fc.double({ min: 40, max: 56, noNaN: true });
    const factors = fc.double({ min: 0.2, max: 2.5, noNaN: true });
    fc.assert(
      fc.property(middle, middle, factors, factors, (centreX, centreY, x, y) => {
        const { image, labels } = landmark(centreX, centreY, 24);
        const source = centre(image.data, SIDE);
        const scaled = atScale(image, { x, y });
        const marked = labelsAtScale(labels, { x, y });
        expect([marked.width, marked.height]).toEqual([scaled.width, scaled.height]);
        const [seen, labelled] = [centre(scaled.data, scaled.width), centre(marked.classes, marked.width)];
        // Half of a training pixel where the image shrinks, of a source pixel where it grows.
        expect(Math.abs(seen.x - labelled.x) / Math.max(1, x)).toBeLessThan(0.5);
        expect(Math.abs(seen.y - labelled.y) / Math.max(1, y)).toBeLessThan(0.5);
        expect(Math.abs(seen.x - (source.x * scaled.width) / SIDE)).toBeLessThan(0.05);
        expect(Math.abs(seen.y - (source.y * scaled.height) / SIDE)).toBeLessThan(0.05);
      }),
      { numRuns: 20 },
    );
  });

  it('keep the area of an object to a few per cent', () => {
    const { labels } = landmark(48, 48, 24);
    for (const factor of [0.25, 0.5, 0.77, 1.5, 2]) {
      const { classes, width } = labelsAtScale(labels, evenly(factor));
      const area = classes.reduce((sum, value) => sum + value, 0) * (SIDE / width) ** 2;
      expect(area / (Math.PI * 24 ** 2)).toBeCloseTo(1, 1.3);
    }
  });

  it('round sizes to the nearest pixel and never to none', () => {
    expect(sizeAtScale({ width: 101, height: 3 }, { x: 0.5, y: 0.1 })).toEqual({ width: 51, height: 1 });
    expect(sizeAtScale({ width: 1, height: 1 }, evenly(1 / 32))).toEqual({ width: 1, height: 1 });
  });

  it('hand back the same objects where the size stays', () => {
    const { image, labels } = landmark(48, 48, 9);
    expect(atScale(image, evenly(1))).toBe(image);
    expect(atScale(image, evenly(1.001))).toBe(image);
    expect(labelsAtScale(labels, evenly(1))).toBe(labels);
    const bytes = { width: 1, height: 1, channels: 1, type: 'uint8', data: Uint8Array.of(7) } as const;
    expect(atScale(bytes, evenly(1)).data).toEqual(Float32Array.of(7));
  });
});

describe('labelsAtScale', () => {
  const half = evenly(0.5);

  it('gives each pixel to the class that covers most of it, a tie to the object', () => {
    const labels = labelsOf(8, [0, 0, 1, 1, 2, 2, 0, 3, 1, 0, 1, 2, 0, 1, 0, 3]);
    expect([...labelsAtScale(labels, half).classes]).toEqual([0, 1, 2, 3]);
  });

  it('keeps a line of half a pixel whole', () => {
    const across = Array.from({ length: 64 }, (_, at) => (at % 8 === 3 ? 1 : 0));
    expect([...labelsAtScale(labelsOf(8, across), half).classes]).toEqual(Array(4).fill([0, 1, 0, 0]).flat());
  });

  it('ignores where at least half is ignored, and never invents a label for it', () => {
    const ignore = Uint8Array.of(1, 0, 0, 0, 1, 0, 1, 0);
    const labels = labelsOf(4, [0, 1, 1, 1, 0, 1, 0, 0], { ignore });
    const found = labelsAtScale(labels, half);
    expect([...(found.ignore ?? [])]).toEqual([1, 0]);
    expect([...found.classes]).toEqual([0, 1]);
  });

  it('takes the object from the class that won, ids above 65,535 too', () => {
    const instances = Uint32Array.of(0, 70_001, 9, 9, 70_001, 4, 9, 0);
    const labels = labelsOf(4, [0, 1, 2, 2, 1, 1, 1, 0], { instances });
    const found = labelsAtScale(labels, half);
    expect([...found.classes]).toEqual([1, 2]);
    expect([...(found.instances ?? [])]).toEqual([70_001, 9]);
  });

  it('never makes a class or an id that was not there, at any size', () => {
    const side = fc.integer({ min: 1, max: 9 });
    const factor = fc.double({ min: 0.1, max: 4, noNaN: true });
    fc.assert(
      fc.property(side, side, factor, factor, fc.infiniteStream(fc.nat(5)), (width, height, x, y, draws) => {
        const classes = [...draws.take(width * height)].map((value) => [0, 1, 5, 9, 31, 7][value] ?? 0);
        const labels = labelsOf(width, classes, { instances: Uint32Array.from(classes, (c) => c * 1000) });
        const found = labelsAtScale(labels, { x, y });
        found.classes.forEach((label, at) => {
          expect(classes).toContain(label);
          expect(found.instances?.[at]).toBe(label * 1000);
        });
      }),
    );
  });

  it('picks at centres where it grows: 1 becomes 2 by 2', () => {
    const found = labelsAtScale(labelsOf(2, [1, 0, 0, 2]), evenly(2));
    expect([...found.classes]).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 2, 2, 0, 0, 2, 2]);
  });
});
