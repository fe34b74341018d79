import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_OBJECTS, type ObjectSettings } from '../../domain/objects';
import { blotches } from '../../testing/objectMaps';
import { labelComponents } from '../labelComponents';
import { findObjects } from './findObjects';
import type { Labelled } from './splitTouching';

/** Labels with the probabilities of somebody sure: 0.8 for the label, 0.1 for each of the others of three classes. */
function sure(labels: Uint8Array, width: number, height: number): Labelled {
  const planes = [0, 1, 2].flatMap((index) => [...labels].map((label) => (label === index ? 0.8 : 0.1)));
  return { width, height, labels, probabilities: { data: Float32Array.from(planes), one: 1 } };
}

/** Discs of one class. */
function discs(width: number, height: number, ...circles: readonly (readonly [number, number, number])[]) {
  const labels = Uint8Array.from({ length: width * height }, (_, at) =>
    circles.some(([x, y, r]) => Math.hypot((at % width) - x, Math.floor(at / width) - y) <= r) ? 1 : 0,
  );
  return sure(labels, width, height);
}

const with_ = (changes: Partial<ObjectSettings>): ObjectSettings => ({ ...DEFAULT_OBJECTS, ...changes });

describe('findObjects', () => {
  test('as a rule finds the pieces of each class', () => {
    fc.assert(
      fc.property(blotches, ({ width, height, labels }) => {
        const found = findObjects(sure(labels, width, height), DEFAULT_OBJECTS);
        const { ids, count } = labelComponents(labels, width, height);
        expect([found.count, [...found.ids]]).toEqual([count, [...ids]]);
        expect([...labels].every((label, at) => ids[at] === 0 || found.classes[ids[at] ?? 0] === label)).toBe(
          true,
        );
      }),
    );
  });

  test('a threshold over the probability empties the image, one under it changes nothing', () => {
    const { labels } = discs(9, 9, [4, 4, 3]);
    const found = sure(labels, 9, 9);
    expect(findObjects(found, with_({ thresholds: [0, 0.81, 0.81] })).count).toBe(0);
    const same = findObjects(found, with_({ thresholds: [0, 0.8, 0.8].map(Math.fround) }));
    expect([...same.ids]).toEqual([...labels]);
  });

  test('takes discs apart at their necks, along the middle, and leaves one disc whole', () => {
    const two = discs(41, 21, [12, 10, 8], [28, 10, 8]);
    expect(findObjects(two, DEFAULT_OBJECTS).count).toBe(1);
    const { ids, count } = findObjects(two, with_({ split: 'distance' }));
    expect(count).toBe(2);
    ids.forEach((id, at) => {
      if (id !== 0 && at % 41 !== 20) expect(id).toBe(at % 41 < 20 ? 1 : 2);
    });
    expect(findObjects(discs(31, 31, [15, 15, 13]), with_({ split: 'distance' })).count).toBe(1);
  });

  test('does not take for a neck what the edge of the image cuts off', () => {
    expect(findObjects(discs(20, 9, [10, -4, 11]), with_({ split: 'distance' })).count).toBe(1);
    const full = sure(new Uint8Array(12).fill(1), 4, 3);
    expect([...findObjects(full, with_({ split: 'distance' })).ids]).toEqual(new Array(12).fill(1));
  });

  test('takes apart where the probability falls, by bytes as by floats', () => {
    const labels = new Uint8Array(7).fill(1);
    const shares = [0.9, 0.95, 0.8, 0.6, 0.7, 0.9, 0.8];
    const data = Float32Array.from([...shares.map((share) => 1 - share), ...shares]);
    const found = { width: 7, height: 1, labels, probabilities: { data, one: 1 } };
    const split = with_({ split: 'probability', splitDepth: 0.2 });
    expect([...findObjects(found, split).ids]).toEqual([1, 1, 1, 1, 2, 2, 2]);
    const bytes = { data: Uint8Array.from(data, (share) => Math.round(share * 255)), one: 255 };
    expect([...findObjects({ ...found, probabilities: bytes }, split).ids]).toEqual([1, 1, 1, 1, 2, 2, 2]);
    expect(findObjects(found, with_({ split: 'probability', splitDepth: 0.5 })).count).toBe(1);
  });

  test('leaves out what is small after splitting, and numbers the rest without gaps', () => {
    fc.assert(
      fc.property(blotches, fc.integer({ min: 0, max: 12 }), ({ width, height, labels }, smallest) => {
        const all = findObjects(sure(labels, width, height), with_({ split: 'distance' }));
        const found = findObjects(
          sure(labels, width, height),
          with_({ split: 'distance', smallestObject: smallest }),
        );
        const areas = new Map<number, number>();
        for (const id of all.ids) areas.set(id, (areas.get(id) ?? 0) + 1);
        const kept = [...areas.keys()].filter((id) => id !== 0 && (areas.get(id) ?? 0) >= smallest);
        const numbers = new Map(kept.sort((a, b) => a - b).map((id, index) => [id, index + 1]));
        expect([...found.ids]).toEqual([...all.ids].map((id) => numbers.get(id) ?? 0));
        expect(found.count).toBe(numbers.size);
      }),
    );
  });

  test('finds as many objects in the transposed image', () => {
    fc.assert(
      fc.property(blotches, fc.constantFrom('corners' as const, 'edges' as const), (image, neighbours) => {
        const { width, height, labels } = image;
        const turned = labels.map((_, at) => labels[(at % height) * width + Math.floor(at / height)] ?? 0);
        const settings = with_({ neighbours, openRadius: 1, largestHole: 3 });
        expect(findObjects(sure(turned, height, width), settings).count).toBe(
          findObjects(sure(labels, width, height), settings).count,
        );
      }),
    );
  });

  test('where another class is the background, class 0 has objects', () => {
    const labels = Uint8Array.of(0, 1, 0);
    const { ids, classes } = findObjects(sure(labels, 3, 1), with_({ background: 1 }));
    expect([[...ids], [...classes].slice(1)]).toEqual([
      [1, 0, 2],
      [0, 0],
    ]);
  });

  test.each([
    { background: 3 },
    { thresholds: [0.5] },
    { thresholds: [0, 2, 0] },
    { openRadius: -1 },
    { largestHole: 0.5 },
    { smallestObject: Number.NaN },
    { splitDepth: -1 },
  ] satisfies Partial<ObjectSettings>[])('refuses %o', (changes) => {
    const run = () => findObjects(sure(new Uint8Array(4), 2, 2), with_(changes));
    expect(run).toThrow(expect.objectContaining({ code: 'bad-setting' }));
  });
});
