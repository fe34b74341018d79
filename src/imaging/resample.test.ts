import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rngStream } from '../common/rng';
import { type Pixels, resample } from './resample';
import type { Size } from './resize';

function noise(width: number, height: number, channels = 1): Pixels {
  const rng = rngStream(3, 'test', width, height);
  return {
    width,
    height,
    channels,
    data: Float64Array.from({ length: width * height * channels }, rng.normal),
  };
}

/** The mean over each target pixel's area, by the definition: every source pixel by the part that is covered. */
function areaMean({ width, height, channels, data }: Pixels, to: Size): number[] {
  const overlap = (i: number, j: number, ratio: number) =>
    Math.max(0, Math.min((i + 1) * ratio, j + 1) - Math.max(i * ratio, j));
  const [rx, ry] = [width / to.width, height / to.height];
  return Array.from({ length: to.width * to.height * channels }, (_, at) => {
    const [c, x, y] = [
      at % channels,
      Math.floor(at / channels) % to.width,
      Math.floor(at / channels / to.width),
    ];
    let sum = 0;
    for (let v = 0; v < height; v++) {
      for (let u = 0; u < width; u++) {
        sum += (data[(v * width + u) * channels + c] ?? 0) * overlap(x, u, rx) * overlap(y, v, ry);
      }
    }
    return sum / (rx * ry);
  });
}

function worst(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  expect(found.length).toBe(wanted.length);
  return Array.from(found).reduce((top, value, i) => Math.max(top, Math.abs(value - (wanted[i] ?? 0))), 0);
}

const sides = fc.integer({ min: 1, max: 12 });

describe('resample', () => {
  it('averages areas where it shrinks, each source pixel once', () => {
    fc.assert(
      fc.property(sides, sides, sides, sides, fc.integer({ min: 1, max: 3 }), (a, b, c, d, channels) => {
        const from = noise(Math.max(a, c), Math.max(b, d), channels);
        const to = { width: Math.min(a, c), height: Math.min(b, d) };
        expect(worst(resample(from, to), areaMean(from, to))).toBeLessThan(1e-5);
      }),
    );
  });

  it('interpolates linearly between centres where it grows, and holds the edge beyond the last', () => {
    const from = { width: 2, height: 1, channels: 2, data: [0, 10, 4, 30] };
    const found = resample(from, { width: 4, height: 1 });
    expect([...found]).toEqual([0, 10, 1, 15, 3, 25, 4, 30]);
    expect([...resample({ ...from, width: 1, height: 2 }, { width: 1, height: 4 })]).toEqual([...found]);
  });

  it('continues a slope exactly where it grows, away from the edges', () => {
    const from = {
      width: 40,
      height: 1,
      channels: 1,
      data: Float64Array.from({ length: 40 }, (_, u) => u + 0.5),
    };
    fc.assert(
      fc.property(fc.integer({ min: 41, max: 200 }), (width) => {
        const found = resample(from, { width, height: 1 });
        const wanted = (x: number) => ((x + 0.5) * 40) / width;
        const inner = found.map((value, x) => (wanted(x) > 1 && wanted(x) < 39 ? value - wanted(x) : 0));
        expect(Math.max(...inner.map(Math.abs))).toBeLessThan(1e-4);
      }),
    );
  });

  it('keeps flat images flat and stays within the range of its neighbours', () => {
    fc.assert(
      fc.property(sides, sides, sides, sides, (width, height, toWidth, toHeight) => {
        const to = { width: toWidth, height: toHeight };
        const flat = { width, height, channels: 1, data: new Float32Array(width * height).fill(-0.7) };
        expect(worst(resample(flat, to), new Float32Array(toWidth * toHeight).fill(-0.7))).toBeLessThan(1e-6);
        const from = noise(width, height);
        const [low, high] = [Math.min(...Array.from(from.data)), Math.max(...Array.from(from.data))];
        for (const value of resample(from, to)) {
          expect(value).toBeGreaterThanOrEqual(low - 1e-6);
          expect(value).toBeLessThanOrEqual(high + 1e-6);
        }
      }),
    );
  });

  it('writes where it is told to', () => {
    const out = new Float32Array(6).fill(9);
    resample({ width: 1, height: 1, channels: 1, data: [2] }, { width: 2, height: 2 }, out.subarray(1, 5));
    expect([...out]).toEqual([9, 2, 2, 2, 2, 9]);
  });
});
