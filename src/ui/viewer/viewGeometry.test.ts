import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampPan, fitView, MAX_SCALE, minScale, toImage, zoomAt } from './viewGeometry';

const size = fc.record({
  width: fc.integer({ min: 1, max: 9000 }),
  height: fc.integer({ min: 1, max: 9000 }),
});
const point = fc.record({ x: fc.integer({ min: 0, max: 4000 }), y: fc.integer({ min: 0, max: 4000 }) });

describe('fitView', () => {
  it('magnifies a small image to the tighter side and centres it', () => {
    expect(fitView({ width: 100, height: 50 }, { width: 400, height: 400 })).toEqual({
      scale: 4,
      x: 0,
      y: 100,
    });
  });

  it('never leaves the stage', () => {
    fc.assert(
      fc.property(size, size, (image, stage) => {
        const view = fitView(image, stage);
        expect(image.width * view.scale).toBeLessThanOrEqual(stage.width + 1e-6);
        expect(image.height * view.scale).toBeLessThanOrEqual(stage.height + 1e-6);
        expect(view.scale).toBeLessThanOrEqual(MAX_SCALE);
      }),
    );
  });

  it('is harmless before the stage has a size', () => {
    expect(fitView({ width: 10, height: 10 }, { width: 0, height: 0 }).scale).toBe(1);
  });
});

describe('zoomAt', () => {
  it('keeps the image point under the pointer', () => {
    fc.assert(
      fc.property(
        size,
        size,
        point,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (image, stage, at, factor) => {
          const view = fitView(image, stage);
          const zoomed = zoomAt(view, at, factor, image, stage);
          const back = toImage(zoomed, at);
          const was = toImage(view, at);
          expect(back.x * zoomed.scale).toBeCloseTo(was.x * zoomed.scale, 3);
          expect(back.y * zoomed.scale).toBeCloseTo(was.y * zoomed.scale, 3);
        },
      ),
    );
  });

  it('stays within the limits', () => {
    const image = { width: 512, height: 512 };
    const stage = { width: 1000, height: 600 };
    const view = fitView(image, stage);
    expect(zoomAt(view, { x: 0, y: 0 }, 1e9, image, stage).scale).toBe(MAX_SCALE);
    expect(zoomAt(view, { x: 0, y: 0 }, 1e-9, image, stage).scale).toBe(minScale(image, stage));
  });
});

describe('clampPan', () => {
  it('keeps a part of the image on the stage wherever it is dragged', () => {
    const far = fc.integer({ min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(size, size, far, far, (image, stage, x, y) => {
        const view = clampPan({ scale: 1, x, y }, image, stage);
        const kept = Math.min(64, image.width, stage.width);
        expect(view.x + image.width).toBeGreaterThanOrEqual(kept);
        expect(view.x).toBeLessThanOrEqual(stage.width - kept);
      }),
    );
  });

  it('leaves a fitted image alone', () => {
    const image = { width: 640, height: 480 };
    const stage = { width: 1000, height: 1000 };
    const view = fitView(image, stage);
    expect(clampPan(view, image, stage)).toEqual(view);
  });
});
