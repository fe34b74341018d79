import { expect, test } from 'vitest';
import { runProgram } from '../../testing/kernelHarness';
import { floats } from '../../testing/kernelOutputs';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { fill } from './fill';
import { scaleAdd } from './scaleAdd';

test('fill reaches every element', async () => {
  const y = floats(await runProgram(fill(300, -2.5), {}), 'y');
  expect(y.every((value) => value === -2.5)).toBe(true);
});

test('scaleAdd adds with both factors, and copies without reading its target', async () => {
  const x = new Float32Array(randomNumbers(300, 1));
  const y = new Float32Array(randomNumbers(300, 2));
  const sum = floats(await runProgram(scaleAdd({ length: 300, a: 2, b: -0.5 }), { x, y }), 'y');
  expect(
    relativeError(
      sum,
      x.map((value, i) => 2 * value - 0.5 * (y[i] ?? 0)),
    ),
  ).toBeLessThan(1e-6);
  expect(floats(await runProgram(scaleAdd({ length: 300, a: 1, b: 0 }), { x }), 'y')).toEqual(x);
});
