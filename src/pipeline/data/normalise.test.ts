import { describe, expect, it } from 'vitest';
import type { Raster } from '../../domain/raster';
import { normalise } from './normalise';

describe('normalise', () => {
  it('gives every channel mean 0 and deviation 1', () => {
    const data = Uint16Array.from({ length: 600 }, (_, i) =>
      i % 2 === 0 ? 33007 + (i % 97) : (i * i) % 4001,
    );
    const out = normalise({ width: 20, height: 15, channels: 2, type: 'uint16', data });
    for (const channel of [0, 1]) {
      const values = [...out.data].filter((_, i) => i % 2 === channel);
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
      expect(mean).toBeCloseTo(0, 5);
      expect(variance).toBeCloseTo(1, 5);
    }
  });

  it('makes constant channels zero and leaves dead pixels out', () => {
    const flat: Raster = { width: 2, height: 1, channels: 1, type: 'uint8', data: Uint8Array.of(9, 9) };
    expect(normalise(flat).data).toEqual(Float32Array.of(0, 0));
    const data = Float32Array.of(1, 3, Number.NaN, Number.POSITIVE_INFINITY);
    const dead = normalise({ width: 4, height: 1, channels: 1, type: 'float32', data });
    expect(dead.data).toEqual(Float32Array.of(-1, 1, 0, 0));
  });
});
