import { expect, test } from 'vitest';
import { runProgram } from '../../testing/kernelHarness';
import { floats, words } from '../../testing/kernelOutputs';
import { padChannels, unpadChannels } from '../../testing/paddedTensor';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { softmaxReference } from '../loss/reference';
import { softmaxArgmax } from './softmaxArgmax';

/** Rounded to halves, so that many pixels have ties. */
function logitsOf(count: number): number[] {
  return randomNumbers(count, 1).map((value) => Math.round(value * 2) / 2);
}

function argmaxReference(logits: readonly number[], classes: number): number[] {
  return Array.from({ length: logits.length / classes }, (_, pixel) => {
    const row = logits.slice(pixel * classes, (pixel + 1) * classes);
    return row.indexOf(Math.max(...row));
  });
}

for (const [batch, height, width, classes] of [
  [1, 1, 1, 2],
  [2, 5, 7, 3],
  [1, 9, 11, 8],
  [2, 3, 3, 32],
] as const) {
  const name = `${batch}x${height}x${width}, ${classes} classes`;
  const shape = { batch, height, width, classes };
  const logits = logitsOf(batch * height * width * classes);
  const expected = softmaxReference(logits, classes);

  test(`planar probabilities and packed indices of ${name}`, async () => {
    const program = softmaxArgmax({ ...shape, probabilities: 'planar', indices: 'u8' });
    const outputs = await runProgram(program, { logits: padChannels(logits, classes) });
    const plane = height * width;
    const planar = expected.map((_, i) => {
      const [n, c] = [Math.floor(i / plane / classes), Math.floor(i / plane) % classes];
      return expected[(n * plane + (i % plane)) * classes + c] ?? 0;
    });
    expect(relativeError(floats(outputs, 'probabilities'), planar)).toBeLessThan(1e-6);
    const bytes = [...new Uint8Array(words(outputs, 'indices').buffer)];
    expect(bytes.slice(0, batch * plane)).toEqual(argmaxReference(logits, classes));
    expect(bytes.slice(batch * plane).every((byte) => byte === 0)).toBe(true);
  });

  test(`probabilities beside channels and whole-word indices of ${name}`, async () => {
    const program = softmaxArgmax({ ...shape, probabilities: 'nhwc', indices: 'u32' });
    const outputs = await runProgram(program, { logits: padChannels(logits, classes) });
    const probabilities = unpadChannels(floats(outputs, 'probabilities'), classes);
    expect(relativeError(probabilities, expected)).toBeLessThan(1e-6);
    expect([...words(outputs, 'indices')]).toEqual(argmaxReference(logits, classes));
  });
}

test('either output alone', async () => {
  const shape = { batch: 1, height: 2, width: 3, classes: 3 };
  const logits = logitsOf(18);
  const inputs = { logits: padChannels(logits, 3) };
  const only = softmaxArgmax({ ...shape, probabilities: 'none', indices: 'u8' });
  const bytes = new Uint8Array(words(await runProgram(only, inputs), 'indices').buffer);
  expect([...bytes.slice(0, 6)]).toEqual(argmaxReference(logits, 3));
  const program = softmaxArgmax({ ...shape, probabilities: 'nhwc', indices: 'none' });
  const probabilities = floats(await runProgram(program, inputs), 'probabilities');
  expect(relativeError(unpadChannels(probabilities, 3), softmaxReference(logits, 3))).toBeLessThan(1e-6);
  expect(() => softmaxArgmax({ ...shape, probabilities: 'none', indices: 'none' })).toThrow(
    'without outputs',
  );
});
