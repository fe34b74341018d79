import { expect, test } from 'vitest';
import type { Patch } from '../domain/augment';
import { inverseWeight, StepInput } from './stepInput';

const SHAPE = { batch: 2, inputSize: 3, outputSize: 1, channels: 1 };

function patch(value: number, changes: Partial<Patch> = {}): Patch {
  return {
    inputSize: 3,
    outputSize: 1,
    channels: 1,
    image: new Float32Array(9).fill(value),
    labels: Uint8Array.of(value),
    weights: Float32Array.of(value / 2),
    imageId: 'a',
    ...changes,
  };
}

test('lays patches one behind the other, channels padded, labels to whole words', () => {
  const input = new StepInput(SHAPE);
  input.fill([patch(1), patch(2)]);
  expect([...input.images]).toEqual([...pixels(1), ...pixels(2)]);
  expect([...input.labels]).toEqual([1, 2, 0, 0]);
  expect([...input.weights]).toEqual([0.5, 1]);
});

test('refuses patches of another size or number', () => {
  const input = new StepInput(SHAPE);
  expect(() => input.fill([patch(1)])).toThrow(/1 patches for 2/);
  expect(() => input.fill([patch(1), patch(1, { inputSize: 5 })])).toThrow(/5 px/);
});

test('the inverse weight is that of the whole step, and 0 where nothing counts', () => {
  expect(inverseWeight([patch(1), patch(3)])).toBe(0.5);
  expect(inverseWeight([patch(0)])).toBe(0);
});

function pixels(value: number): number[] {
  return Array.from({ length: 9 }, () => [value, 0, 0, 0]).flat();
}
