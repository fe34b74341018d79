import { beforeAll, describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import { tf } from '../../gpu/tf';
import { weightedCrossEntropy } from './weightedCrossEntropy';

interface Case {
  readonly classes: number;
  readonly logits: number[];
  readonly labels: number[];
  readonly weights: number[];
}

const SHAPE = [2, 3, 5] as const;
const PIXELS = 30;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Written from the formula, in float64, with no operation of tf.js. */
function reference({ classes, logits, labels, weights }: Case): number {
  let loss = 0;
  let total = 0;
  for (let pixel = 0; pixel < labels.length; pixel++) {
    const row = logits.slice(pixel * classes, (pixel + 1) * classes);
    const top = Math.max(...row);
    const logSum = top + Math.log(row.reduce((sum, value) => sum + Math.exp(value - top), 0));
    loss += (weights[pixel] ?? 0) * (logSum - (row[labels[pixel] ?? 0] ?? 0));
    total += weights[pixel] ?? 0;
  }
  return total === 0 ? 0 : loss / total;
}

function randomCase(classes: number, scale: number): Case {
  const rng = rngStream(1, 'test', classes, scale);
  return {
    classes,
    logits: Array.from({ length: PIXELS * classes }, () => Math.fround(scale * rng.normal())),
    labels: Array.from({ length: PIXELS }, () => rng.below(classes)),
    weights: Array.from({ length: PIXELS }, () => (rng.chance(0.3) ? 0 : Math.fround(rng.uniform(0.1, 3)))),
  };
}

async function ours({ classes, logits, labels, weights }: Case) {
  const x = tf.tensor4d(logits, [...SHAPE, classes]);
  const y = tf.tensor4d(labels, [...SHAPE, 1]);
  const w = tf.tensor4d(weights, [...SHAPE, 1]);
  const { value, grad } = tf.valueAndGrad((z: tf.Tensor) =>
    weightedCrossEntropy(z as tf.Tensor4D, y, w).mul(2),
  )(x);
  const result = { loss: (await value.data())[0], gradient: [...(await grad.data())] };
  tf.dispose([x, y, w, value, grad]);
  return result;
}

describe('weightedCrossEntropy', () => {
  it.each([
    [2, 1],
    [3, 5],
    [7, 60],
  ])('agrees with float64 and finite differences: %i classes, logits of %i', async (classes, scale) => {
    const given = randomCase(classes, scale);
    const { loss, gradient } = await ours(given);
    expect(Math.abs((loss ?? 0) / 2 - reference(given))).toBeLessThan(1e-5 * (1 + reference(given)));
    const h = 1e-4;
    for (let i = 0; i < given.logits.length; i++) {
      const at = (shift: number) =>
        reference({ ...given, logits: given.logits.map((z, k) => (k === i ? z + shift : z)) });
      const slope = (at(h) - at(-h)) / (2 * h);
      expect(Math.abs((gradient[i] ?? 0) / 2 - slope)).toBeLessThan(1e-6);
    }
  });

  it('is 0 with a gradient of 0 where every pixel is ignored', async () => {
    const given = { ...randomCase(3, 1), weights: new Array<number>(PIXELS).fill(0) };
    const { loss, gradient } = await ours(given);
    expect(loss).toBe(0);
    expect(gradient.every((value) => value === 0)).toBe(true);
  });
});
