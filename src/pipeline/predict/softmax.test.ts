import fc from 'fast-check';
import { expect, test } from 'vitest';
import { middleProbabilities } from './softmax';

const logit = fc.float({ min: -100, max: 100, noNaN: true });

test('is the softmax, written out, of the pixels in the middle', () => {
  const shape = fc.record({
    core: fc.integer({ min: 1, max: 4 }),
    rim: fc.nat(2),
    classes: fc.integer({ min: 2, max: 4 }),
  });
  const square = shape.chain(({ core, rim, classes }) => {
    const length = (core + 2 * rim) ** 2 * classes;
    const logits = fc.array(logit, { minLength: length, maxLength: length });
    return fc.record({
      core: fc.constant(core),
      rim: fc.constant(rim),
      classes: fc.constant(classes),
      logits,
    });
  });
  fc.assert(
    fc.property(square, ({ core, rim, classes, logits }) => {
      const size = core + 2 * rim;
      const found = middleProbabilities(Float32Array.from(logits), size, core, classes);
      expect(found).toHaveLength(core * core * classes);
      for (let pixel = 0; pixel < core * core; pixel++) {
        const at = ((rim + Math.floor(pixel / core)) * size + rim + (pixel % core)) * classes;
        const own = logits.slice(at, at + classes).map(Math.fround);
        const sum = own.reduce((total, value) => total + Math.exp(value - Math.max(...own)), 0);
        own.forEach((value, c) => {
          const wanted = Math.exp(value - Math.max(...own)) / sum;
          expect(Math.abs((found[pixel * classes + c] ?? 0) - wanted)).toBeLessThan(2e-7);
        });
      }
    }),
  );
});

test('is the same in place, and does not hide what is not a number', () => {
  const logits = Float32Array.of(1, 3, Number.NaN, 0);
  const found = middleProbabilities(logits, 2, 2, 1);
  expect(found).toBe(logits);
  expect([...middleProbabilities(Float32Array.of(Number.NaN, 1), 1, 1, 2)]).toEqual([Number.NaN, Number.NaN]);
});
