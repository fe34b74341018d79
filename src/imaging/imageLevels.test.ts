import { describe, expect, test } from 'vitest';
import type { FloatRaster } from '../domain/raster';
import { ImageLevels } from './imageLevels';

function ramp(width: number, height: number): FloatRaster {
  return {
    width,
    height,
    channels: 1,
    data: Float32Array.from({ length: width * height }, (_, i) => (i % width) + 0.5),
  };
}

describe('ImageLevels', () => {
  test('level 0 is the very image where the frame is its size or larger', () => {
    const image = ramp(20, 10);
    expect(new ImageLevels(image, image).at(1).image).toBe(image);
    expect(new ImageLevels(image, { width: 60, height: 30 }).at(1).image).toBe(image);
  });

  test('each level shows the same place: a ramp reads the same through every placement', () => {
    const image = ramp(64, 64);
    const levels = new ImageLevels(image, image);
    for (const step of [1, 2, 4, 8]) {
      const { image: level, place } = levels.at(step);
      expect(level.width).toBe(64 / step);
      // The pixel's middle, in the frame, is what the ramp says there.
      const pixel = 2;
      const inFrame = (pixel - place.x0) / place.scaleX;
      expect(level.data[pixel]).toBeCloseTo(inFrame + 0.5, 5);
    }
  });

  test('takes the level whose pixels are nearest in size, and ends at one pixel', () => {
    const levels = new ImageLevels(ramp(16, 16), { width: 16, height: 16 });
    const widths = [0.3, 1, 1.4, 1.42, 2.8, 2.9, 1000].map((step) => levels.at(step).image.width);
    expect(widths).toEqual([16, 16, 16, 8, 8, 4, 1]);
  });

  test('a frame twice the image needs twice the step for the next level', () => {
    const levels = new ImageLevels(ramp(16, 16), { width: 32, height: 32 });
    expect([2, 4].map((step) => levels.at(step).image.width)).toEqual([16, 8]);
  });

  test('a smaller frame is averaged to its size, each side for itself', () => {
    const { image, place } = new ImageLevels(ramp(30, 20), { width: 10, height: 40 }).at(1);
    expect([image.width, image.height]).toEqual([10, 20]);
    expect(place).toEqual({ scaleX: 1, x0: 0, scaleY: 0.5, y0: -0.25 });
    expect(image.data[0]).toBeCloseTo(1.5, 5);
  });
});
