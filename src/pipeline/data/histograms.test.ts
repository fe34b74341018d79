import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_NORMALISATION } from '../../domain/intensity';
import type { Raster } from '../../domain/raster';
import { histograms } from './histograms';

const floats = (values: readonly number[], channels = 1): Raster => ({
  width: values.length / channels,
  height: 1,
  channels,
  type: 'float32',
  data: Float32Array.from(values),
});

const total = (bins: readonly number[]) => bins.reduce((sum, count) => sum + count, 0);

describe('histograms', () => {
  it('counts bytes of the full range one a bin', () => {
    const data = Uint8Array.from({ length: 512 }, (_, i) => (i < 256 ? i : 7));
    const [found] = histograms(
      { width: 512, height: 1, channels: 1, type: 'uint8', data },
      { kind: 'percentile', low: 0, high: 100 },
    );
    expect(found).toMatchObject({ low: 0, high: 255, window: { low: 0, high: 255 } });
    expect(found?.bins).toEqual(Array.from({ length: 256 }, (_, i) => (i === 7 ? 257 : 1)));
  });

  it('counts each finite value of each channel once, between its lowest and highest', () => {
    fc.assert(
      fc.property(fc.array(fc.float(), { minLength: 2, maxLength: 40 }), (values) => {
        const pairs = values.flatMap((value) => [value, 5]);
        const [own, constant] = histograms(floats(pairs, 2), DEFAULT_NORMALISATION);
        const finite = values.filter(Number.isFinite);
        expect(total(own?.bins ?? [])).toBe(finite.length);
        expect(own?.bins.length).toBe(256);
        if (finite.length > 0)
          expect([own?.low, own?.high]).toEqual([Math.min(...finite), Math.max(...finite)]);
        expect(constant?.bins[0]).toBe(values.length);
      }),
    );
  });

  it('shows what the network is shown: the window, or a deviation to each side of the mean', () => {
    const raster = floats([0, 10, 10, 20]);
    const [bySd] = histograms(raster, DEFAULT_NORMALISATION);
    expect(bySd).toMatchObject({ mean: 10, sd: Math.sqrt(50) });
    expect(bySd?.window.low).toBeCloseTo(10 - Math.sqrt(50));
    const windows = [{ low: -3, high: 4 }];
    expect(histograms(raster, { kind: 'window', windows })[0]?.window).toEqual(windows[0]);
  });

  it('is empty for a channel without a finite value, and refuses windows of other channels', () => {
    const [none] = histograms(floats([Number.NaN]), DEFAULT_NORMALISATION);
    expect(none).toMatchObject({ low: 0, high: 0, mean: 0, sd: 0 });
    expect(total(none?.bins ?? [1])).toBe(0);
    expect(() => histograms(floats([1]), { kind: 'window', windows: [] })).toThrow(
      expect.objectContaining({ code: 'bad-setting' }),
    );
  });
});
