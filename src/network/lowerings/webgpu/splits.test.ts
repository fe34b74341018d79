import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowBands } from './rowBands';
import { rowsPerSplit } from './rowsPerSplit';

describe('rowBands', () => {
  it('covers every row once, in bands of at most the work allowed', () => {
    const work = fc.record({
      rows: fc.integer({ min: 1, max: 600 }),
      multiplyAdds: fc.integer({ min: 1, max: 1e9 }),
      alignment: fc.constantFrom(1, 64),
    });
    fc.assert(
      fc.property(work, fc.integer({ min: 1000, max: 1e9 }), (one, most) => {
        const bands = rowBands(one, most);
        let next = 0;
        for (const { start, count } of bands) {
          expect(start).toBe(next);
          expect(start % one.alignment).toBe(0);
          expect(count).toBeGreaterThan(0);
          next = start + count;
          const within = (count / one.rows) * one.multiplyAdds <= most * (1 + 1e-9);
          expect(within || count <= one.alignment).toBe(true);
        }
        expect(next).toBe(one.rows);
      }),
    );
    expect(rowBands({ rows: 70, multiplyAdds: 1e12, alignment: 1 }, null)).toEqual([{ start: 0, count: 70 }]);
  });
});

describe('rowsPerSplit', () => {
  it('cuts narrow layers of large images finely and wide layers of small ones not at all', () => {
    const bytes = (inputs: number, outputs: number) => 9 * inputs * outputs * 4;
    expect(rowsPerSplit({ batch: 1, height: 570, weightBytes: bytes(4, 64) })).toBe(4);
    expect(rowsPerSplit({ batch: 1, height: 568, weightBytes: bytes(64, 64) })).toBe(52);
    expect(rowsPerSplit({ batch: 1, height: 28, weightBytes: bytes(1024, 1024) })).toBe(28);
  });

  it('never takes more than 16 MiB for a batch of one but where a single sum does', () => {
    for (const channels of [4, 32, 128, 512, 1024]) {
      const weightBytes = 9 * channels * channels * 4;
      const strips = Math.ceil(300 / rowsPerSplit({ batch: 1, height: 300, weightBytes }));
      expect(strips === 1 || strips * weightBytes <= 2 ** 24).toBe(true);
    }
  });
});
