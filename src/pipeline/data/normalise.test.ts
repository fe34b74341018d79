import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defined } from '../../common/assert';
import { DEFAULT_NORMALISATION, type Normalisation } from '../../domain/intensity';
import type { Raster, SampleArray, SampleType } from '../../domain/raster';
import { dataDir } from '../../testing/dataDir';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { decodeFile } from './decodeFile';
import { normalise } from './normalise';

const ZSCORE = DEFAULT_NORMALISATION;
const PERCENTILE = { kind: 'percentile', low: 2, high: 98 } as const;
const data = dataDir();

function row(type: SampleType, values: SampleArray, channels = 1): Raster {
  return { width: values.length / channels, height: 1, channels, type, data: values };
}

/** numpy.percentile's default, by sorting. */
function percentileOf(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (percent / 100) * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return below + (place - Math.floor(place)) * (above - below);
}

function scaledBetween(value: number, low: number, high: number): number {
  return Math.min(1, Math.max(-1, (2 * (value - low)) / (high - low) - 1));
}

/** Seen as float32: what the network gets. */
function expectSame(found: ArrayLike<number>, wanted: readonly number[], tolerance = 1e-5): void {
  expect(found.length).toBe(wanted.length);
  wanted.forEach((value, i) => {
    expect(Math.abs((found[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(tolerance);
  });
}

const levels = fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 2, maxLength: 60 });

describe('normalise', () => {
  it('gives every channel mean 0 and deviation 1', () => {
    const values = Uint16Array.from({ length: 600 }, (_, i) =>
      i % 2 === 0 ? 33007 + (i % 97) : (i * i) % 4001,
    );
    const out = normalise(row('uint16', values, 2), ZSCORE);
    for (const channel of [0, 1]) {
      const own = [...out.data].filter((_, i) => i % 2 === channel);
      const mean = own.reduce((sum, v) => sum + v, 0) / own.length;
      const variance = own.reduce((sum, v) => sum + (v - mean) ** 2, 0) / own.length;
      expect(mean).toBeCloseTo(0, 5);
      expect(variance).toBeCloseTo(1, 5);
    }
  });

  it.each<[string, Normalisation]>([
    ['zscore', ZSCORE],
    ['percentile', PERCENTILE],
  ])('does not depend on offset and gain: %s', (_, choice) => {
    const gains = fc.double({ min: 0.01, max: 1000, noNaN: true });
    const offsets = fc.double({ min: -1e5, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(levels, gains, offsets, (values, gain, offset) => {
        // As unlike as two files of one scene can be: counted 16-bit levels, and 64-bit floats.
        const plain = normalise(row('uint16', Uint16Array.from(values)), choice);
        const moved = Float64Array.from(values, (value) => gain * value + offset);
        fc.pre(new Set(moved).size === new Set(values).size);
        expectSame(normalise(row('float64', moved), choice).data, [...plain.data], 1e-4);
      }),
      { numRuns: 60 },
    );
  });

  it('maps percentiles as numpy finds them to -1 and 1 and clips beyond, whatever the type', () => {
    fc.assert(
      fc.property(levels, (values) => {
        const [low, high] = [percentileOf(values, 2), percentileOf(values, 98)];
        fc.pre(high > low);
        const wanted = values.map((value) => scaledBetween(value, low, high));
        for (const raster of [
          row('uint16', Uint16Array.from(values)),
          row('int16', Int16Array.from(values)),
          row('int32', Int32Array.from(values)),
          row('float32', Float32Array.from(values)),
        ]) {
          const found = normalise(raster, PERCENTILE).data;
          expectSame(found, wanted);
          expect(Math.max(...found.map(Math.abs))).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('maps a fixed window by its closed form, each channel by its own', () => {
    const windows = [
      { low: 100, high: 300 },
      { low: -50, high: 50 },
    ];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 500 }), { maxLength: 20 }), (values) => {
        const pairs = values.flatMap((value) => [value, -value]);
        const found = normalise(row('int16', Int16Array.from(pairs), 2), { kind: 'window', windows });
        const wanted = values.flatMap((v) => [scaledBetween(v, 100, 300), scaledBetween(-v, -50, 50)]);
        expectSame(found.data, wanted, 1e-6);
      }),
    );
  });

  it('reads signed bytes by their own values', () => {
    const found = normalise(row('int8', Int8Array.of(-128, 127, -128, 127)), ZSCORE);
    expect(found.data).toEqual(Float32Array.of(-1, 1, -1, 1));
  });

  it('makes constant channels zero and leaves dead pixels out', () => {
    for (const choice of [ZSCORE, PERCENTILE]) {
      expect(normalise(row('uint8', Uint8Array.of(9, 9)), choice).data).toEqual(Float32Array.of(0, 0));
      const third = Float64Array.of(0.1, 0.1, 0.1);
      expect(normalise(row('float64', third), choice).data).toEqual(new Float32Array(3));
      const values = Float32Array.of(1, 3, Number.NaN, Number.POSITIVE_INFINITY);
      const whole = choice.kind === 'zscore' ? choice : ({ ...choice, low: 0, high: 100 } as const);
      expect(normalise(row('float32', values), whole).data).toEqual(Float32Array.of(-1, 1, 0, 0));
      const nothing = Float32Array.of(Number.NaN, Number.NaN);
      expect(normalise(row('float32', nothing), choice).data).toEqual(Float32Array.of(0, 0));
    }
  });

  it('takes the whole range where the percentiles coincide: a bright spot on nothing', () => {
    const values = new Uint8Array(1000).fill(20).with(500, 220);
    const found = normalise(row('uint8', values), PERCENTILE).data;
    expect([found[0], found[500]]).toEqual([-1, 1]);
  });

  it.each<[string, Normalisation, string]>([
    ['windows for other channels', { kind: 'window', windows: [] }, 'There are 0 windows for 2 channels'],
    [
      'a window turned round',
      { kind: 'window', windows: [{ low: 2, high: 1 }] },
      'width of the window is -1',
    ],
    ['percentiles turned round', { kind: 'percentile', low: 60, high: 40 }, 'high percentile is 40'],
  ])('refuses %s', (_, choice, sentence) => {
    expect(() => normalise(row('uint8', Uint8Array.of(1, 2), 2), choice)).toThrow(
      expect.objectContaining({ code: 'bad-setting', message: expect.stringContaining(sentence) }),
    );
  });
});

async function rasterAt(folder: string): Promise<Raster> {
  const path = join(data ?? '', 'fluo_n2dl_hela', folder, '01_t013.tif');
  const { planes } = await decodeFile(path, Uint8Array.from(readFileSync(path)), nodeDataHost);
  return defined(planes[0], path).raster;
}

function meanWhere(values: Float32Array, mask: SampleArray, inside: boolean): number {
  const own = values.filter((_, i) => (mask[i] !== 0) === inside);
  return own.reduce((sum, value) => sum + value, 0) / own.length;
}

describe.skipIf(data === null)('a narrow band of 16 bits (Fluo-N2DL-HeLa)', () => {
  it.each<[string, Normalisation]>([
    ['zscore', ZSCORE],
    ['percentile', PERCENTILE],
  ])('is spread out as if the band were all there is: %s', async (_, choice) => {
    const [raster, mask] = [await rasterAt('images'), await rasterAt('masks')];
    const levels = Uint16Array.from(raster.data);
    const lowest = levels.reduce((low, value) => Math.min(low, value), 65535);
    expect(lowest).toBeGreaterThan(32768);
    const bare = { ...raster, data: levels.map((value) => value - lowest) };
    const [found, plain] = [normalise(raster, choice).data, normalise(bare, choice).data];
    expect(found.findIndex((value, i) => Math.abs(value - (plain[i] ?? 0)) > 1e-4)).toBe(-1);
    // Divided by 65535, nuclei and ground would differ by less than 0.06.
    expect(meanWhere(found, mask.data, true) - meanWhere(found, mask.data, false)).toBeGreaterThan(1);
  });
});
