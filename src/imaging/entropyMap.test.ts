import { expect, test } from 'vitest';
import { entropyMap } from './entropyMap';

test('is 0 where a class is certain and 255 where all are equally likely, in floats and in bytes', () => {
  const planes = [1, 0.25, 0.9, 0, 0.25, 0.1, 0, 0.25, 0, 0, 0.25, 0];
  const wanted = (0.9 * Math.log(0.9) + 0.1 * Math.log(0.1)) / Math.log(0.25);
  const found = entropyMap(Float32Array.from(planes), 4, 1);
  expect([...found]).toEqual([0, 255, Math.round(255 * wanted)]);
  const bytes = Uint8Array.from(planes, (share) => Math.round(255 * share));
  entropyMap(bytes, 4, 255).forEach((value, at) => {
    expect(Math.abs(value - (found[at] ?? 0))).toBeLessThanOrEqual(1);
  });
});

test('of half and half is that of two classes', () => {
  expect([...entropyMap(Float32Array.of(0.5, 0.11, 0.5, 0.89), 2, 1)]).toEqual([255, 127]);
});
