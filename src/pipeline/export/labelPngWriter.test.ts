/** fast-png is the independent reader. */

import fc from 'fast-check';
import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { MemorySink } from './byteSink';
import { LabelPngWriter } from './labelPngWriter';

test('is read as the labels, whatever strips they came in', async () => {
  const strips = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
  const property = fc.asyncProperty(fc.integer({ min: 1, max: 300 }), strips, async (width, heights) => {
    const height = heights.reduce((sum, rows) => sum + rows, 0);
    const labels = Uint8Array.from({ length: width * height }, (_, at) => ((at * 7919) >> 6) % 256);
    const sink = new MemorySink();
    const writer = new LabelPngWriter(sink, width, height);
    let row = 0;
    for (const rows of heights) {
      const strip = labels.slice(row * width, (row + rows) * width);
      await writer.append(strip);
      strip.fill(99);
      row += rows;
    }
    await writer.end();
    const found = decode(sink.bytes(), { checkCrc: true });
    expect(found).toMatchObject({ width, height, channels: 1, depth: 8 });
    expect(Buffer.compare(found.data as Uint8Array, labels)).toBe(0);
  });
  await fc.assert(property, { numRuns: 30 });
});

test('refuses rows too many, broken rows, and an end before the last row', async () => {
  const writer = new LabelPngWriter(new MemorySink(), 3, 2);
  await expect(writer.append(new Uint8Array(4))).rejects.toThrow('rows of its image');
  const other = new LabelPngWriter(new MemorySink(), 3, 2);
  await other.append(new Uint8Array(3));
  await expect(other.end()).rejects.toThrow('1 of 2 rows');
  await expect(other.append(new Uint8Array(6))).rejects.toThrow('rows of its image');
});
