import { expect, test } from 'vitest';
import { counterHash } from './counterHash';
import { dropout, dropoutKeeps } from './dropout';

test('the hash has the published values of MurmurHash3_x86_32', () => {
  expect(counterHash(0, [])).toBe(0);
  expect(counterHash(1, [])).toBe(0x514e28b7);
  expect(counterHash(0, [0])).toBe(0x2362f9de);
  expect(counterHash(0, [0x87654321])).toBe(0xf55b516b);
  expect(counterHash(0x5082edee, [0x87654321])).toBe(0x2362f9de);
  expect(counterHash(0, [0xffffffff])).toBe(0x76293b50);
  // "abcd" and "aaaa"
  expect(counterHash(0x9747b28c, [0x64636261])).toBe(0xf0478627);
  expect(counterHash(0x9747b28c, [0x61616161])).toBe(0x5a97808a);
});

const COUNT = 40_000;

/** 1 where dropped, over samples, rows, columns and channels. */
function drops(probability: number, layer: number, step: number): number[] {
  return Array.from({ length: COUNT }, (_, i) => {
    const place = [
      Math.floor(i / 10_000),
      Math.floor(i / 500) % 20,
      Math.floor(i / 20) % 25,
      i % 20,
    ] as const;
    return dropoutKeeps({ probability, layer }, 7, step, place) ? 0 : 1;
  });
}

const rate = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('values are dropped at the rate asked for', () => {
  for (const probability of [0, 0.1, 0.5, 0.9]) {
    // Four standard deviations of the rate.
    const margin = 4 * Math.sqrt((probability * (1 - probability)) / COUNT);
    expect(Math.abs(rate(drops(probability, 0, 0)) - probability)).toBeLessThanOrEqual(margin);
  }
});

test('neighbours, steps and layers draw independently', () => {
  const base = drops(0.5, 0, 0);
  const others = [
    ...[1, 20, 500, 10_000].map((shift) => rotated(base, shift)),
    drops(0.5, 0, 1),
    drops(0.5, 1, 0),
  ];
  for (const other of others) {
    const both = rate(base.map((value, i) => value * (other[i] ?? 0)));
    expect(Math.abs(both - 0.25)).toBeLessThan(4 * Math.sqrt(0.1875 / COUNT));
  }
});

function rotated(values: readonly number[], shift: number): number[] {
  return [...values.slice(shift), ...values.slice(0, shift)];
}

test('dropping everything is refused', () => {
  const shape = { batch: 1, height: 1, width: 1, channels: 1, layer: 0 } as const;
  expect(() => dropout({ ...shape, probability: 1, onLoad: { kind: 'none' }, mask: 'hash' })).toThrow(
    'probability 1',
  );
});
