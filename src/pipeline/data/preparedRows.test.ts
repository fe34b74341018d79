import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defined } from '../../common/assert';
import { HeldBytes } from '../../common/heldBytes';
import { rngStream } from '../../common/rng';
import type { Normalisation } from '../../domain/intensity';
import type { Raster } from '../../domain/raster';
import type { TrainingScale } from '../../domain/scale';
import { preparedRows } from './preparedRows';
import { prepareImage } from './prepareImage';
import { type RowSource, rasterRows } from './rowSource';

const [WIDTH, HEIGHT, CHANNELS] = [9, 83, 3];
const COUNT = WIDTH * HEIGHT * CHANNELS;
const rng = rngStream(4, 'test', 0, 0);
const shape = { width: WIDTH, height: HEIGHT, channels: CHANNELS };
const levels: Raster = {
  ...shape,
  type: 'uint16',
  data: Uint16Array.from({ length: COUNT }, () => 33000 + rng.below(4000)),
};
/** With dead pixels. */
const floats: Raster = {
  ...shape,
  type: 'float32',
  data: Float32Array.from({ length: COUNT }, (_, at) => (at % 41 === 0 ? Number.NaN : rng.normal() * 7)),
};

/** Read in steps of so many rows, as a file's tiles are. */
function stepped(raster: Raster, rowsTogether: number): RowSource {
  return { ...rasterRows(raster), rowsTogether };
}

const choices: Normalisation[] = [
  { kind: 'zscore' },
  { kind: 'percentile', low: 0.5, high: 99.7 },
  { kind: 'window', windows: [0, 1].map((at) => ({ low: at, high: 30000 + at })) },
];
const scales: TrainingScale[] = [
  { kind: 'asIs' },
  { kind: 'factor', factor: 0.37 },
  { kind: 'factor', factor: 2.3 },
  { kind: 'pixelSize', um: 2 },
];

describe('preparedRows', () => {
  it('are the rows of the prepared image, to the bit, in whatever parts they are asked for', async () => {
    const property = fc.asyncProperty(
      fc.constantFrom(levels, floats),
      fc.constantFrom(...choices),
      fc.constantFrom(...scales),
      fc.integer({ min: 1, max: 90 }),
      fc.array(fc.tuple(fc.nat(199), fc.nat(199)), { minLength: 1, maxLength: 4 }),
      async (raster, normalisation, scale, rowsTogether, parts) => {
        const how = { channelChoice: [2, 0], normalisation, scale };
        const pixelSize = { x: 1.5, y: 1 };
        const whole = prepareImage(raster, pixelSize, how);
        const rows = await preparedRows(stepped(raster, rowsTogether), pixelSize, how);
        expect([rows.width, rows.height, rows.channels]).toEqual([whole.width, whole.height, 2]);
        for (const [a, b] of parts) {
          const [from, to] = [Math.min(a, b) % whole.height, (Math.max(a, b) % whole.height) + 1];
          if (to <= from) continue;
          const out = new Float32Array((to - from) * whole.width * 2);
          await rows.read(from, to, out);
          expect(out).toEqual(whole.data.slice(from * whole.width * 2, to * whole.width * 2));
        }
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it('takes channels, each with its own window, then the scale', async () => {
    const windows = [
      { low: 32000, high: 38000 },
      { low: 33000, high: 37000 },
    ];
    const normalisation = { kind: 'window', windows } as const;
    const how = { channelChoice: [2, 1], normalisation, scale: { kind: 'factor', factor: 1 / 3 } } as const;
    const rows = await preparedRows(rasterRows(levels), null, how);
    expect([rows.width, rows.height]).toEqual([3, 28]);
    const out = new Float32Array(3 * 2);
    await rows.read(0, 1, out);
    // 83 rows become 28: the first takes two whole ones and most of the third.
    const shares = [1, 1, 83 / 28 - 2];
    const seen = shares.map((share, y) => {
      const row = [3, 4, 5].map((x) => defined(levels.data[(y * WIDTH + x) * CHANNELS + 1], 'value'));
      const mapped = row.map((value) => Math.max(-1, Math.min(1, (value - 35000) / 2000)));
      return (share * mapped.reduce((a, b) => a + b)) / 3;
    });
    expect(out[3]).toBeCloseTo(seen.reduce((a, b) => a + b) / (83 / 28), 5);
  });

  it('reads no row twice in order, and holds few at a time', async () => {
    const counted = stepped(levels, 8);
    let read = 0;
    const source: RowSource = {
      ...counted,
      read: (from, to) => {
        read += to - from;
        return counted.read(from, to);
      },
    };
    const held = new HeldBytes();
    const how = {
      channelChoice: null,
      normalisation: { kind: 'window', windows: Array(3).fill({ low: 0, high: 40000 }) },
      scale: { kind: 'factor', factor: 0.5 },
    } as const;
    const rows = await preparedRows(source, null, how, { held });
    const out = new Float32Array(rows.width * 3);
    for (let row = 0; row < rows.height; row++) await rows.read(row, row + 1, out);
    // Rows of the result that lie across the border of two steps take both.
    expect(read).toBeLessThan(2 * HEIGHT);
    expect(held.peak).toBeLessThan(levels.data.byteLength);
  });
});
