/** What is measured on a mask: sizes against plain counts, and bounds that hold for any mask. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import type { MaskRaster } from '../../domain/masks';
import { drawDiscs, maskOf, numbersOf, rowsMask } from '../../testing/drawMasks';
import { areaSample, objectSizes, pieceSizes } from './areaSample';
import { judgeMasks } from './judgeMasks';
import { maskFacts } from './maskFacts';

const SIZE = 72;

function judge(masks: readonly MaskRaster[]) {
  return judgeMasks(masks.map(maskFacts), { words: [], names: [] });
}

describe('sizes of objects', () => {
  it('are those of the discs, with and without numbers', () => {
    const numbers = [0, 1, 2].map((index) => numbersOf(drawDiscs(11, index, 10 + index, SIZE), SIZE));
    const areas = numbers.flatMap((list) => {
      const counts = new Map<number, number>();
      for (const v of list) if (v !== 0) counts.set(v, (counts.get(v) ?? 0) + 1);
      return [...counts.values()];
    });
    const median = areas.toSorted((a, b) => a - b)[Math.ceil(areas.length / 2) - 1] ?? 0;
    const numbered = judge(numbers.map((list) => maskOf(Uint16Array.from(list)))).objects;
    expect(numbered).toMatchObject({ objects: areas.length, touching: 0, area: { median } });
    expect(numbered?.diameter).toBeCloseTo(2 * Math.sqrt(median / Math.PI), 9);
    const plain = judge(numbers.map((list) => maskOf(Uint8Array.from(list, (v) => Math.min(v, 1))))).objects;
    expect(plain?.objects).toBeGreaterThanOrEqual(areas.length - 3);
    expect(plain?.objects).toBeLessThanOrEqual(areas.length);
  });

  it('count objects that touch', () => {
    const touching = rowsMask('011220', '011220', '000000', '033004', '033000');
    expect(maskFacts(touching).ids).toMatchObject({ count: 4, touching: 2 });
  });
});

describe('areaSample', () => {
  it('keeps percentiles, whatever the order of the samples and however many objects each stands for', () => {
    const areas = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 90 });
    fc.assert(
      fc.property(fc.array(areas, { minLength: 1, maxLength: 4 }), (lists) => {
        const exact = objectSizes(
          lists.map((list) => areaSample(list, 1000)),
          0,
        );
        const all = lists.flat().sort((a, b) => a - b);
        const rank = (share: number) => all[Math.ceil(share * all.length - 1e-9) - 1];
        expect(exact).toMatchObject({
          objects: all.length,
          area: { p10: rank(0.1), median: rank(0.5), p90: rank(0.9) },
        });
        const samples = lists.map((list) => areaSample(list, 32));
        expect(objectSizes(samples.toReversed(), 0)).toEqual(objectSizes(samples, 0));
        expect(objectSizes(samples, 0)?.objects).toBe(all.length);
      }),
    );
  });

  it('leaves out crumbs of classes, and nothing else', () => {
    const crumbs = { count: 12, areas: [...Array(10).fill(1), 4000, 6000] };
    expect(pieceSizes([crumbs])).toMatchObject({ objects: 2, area: { p10: 4000, p90: 6000 } });
    expect(pieceSizes([{ count: 3, areas: [30, 30, 30] }])?.objects).toBe(3);
    expect(pieceSizes([])).toBeNull();
  });
});

describe('facts', () => {
  it('count every pixel once, and only once', () => {
    const masks = [0, 1].map((index) =>
      maskOf(Uint16Array.from(numbersOf(drawDiscs(3, index, 9, SIZE), SIZE))),
    );
    const { values } = judgeMasks(masks.map(maskFacts), { words: [], names: [] });
    expect(values.reduce((sum, { pixels }) => sum + pixels, 0)).toBe(2 * SIZE * SIZE);
  });

  it('stay small and whole whatever the mask', () => {
    const rng = rngStream(4, 'test', 0, 0);
    const noise = maskOf(
      Uint32Array.from({ length: 128 * 128 }, () => rng.below(2 ** 24)),
      'colours',
    );
    const facts = maskFacts(noise);
    expect(JSON.stringify(facts).match(/\d+/g)?.length).toBeLessThan(5000);
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
    const listed = facts.values.reduce((sum, { pixels }) => sum + pixels, 0);
    const rest = facts.others.reduce((sum, own, i) => (i % 2 === 1 ? sum + own : sum), 0);
    expect(listed + rest).toBe(128 * 128);
  });
});
