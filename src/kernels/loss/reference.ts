/** The loss in float64 over plain arrays: what the kernels are tested against, written from its definition. */
import { defined } from '../../common/assert';
import type { LossOptions } from './lossOptions';

export interface LossInputs {
  /** [pixels, classes]. */
  readonly logits: readonly number[];
  /** [pixels]. */
  readonly labels: readonly number[];
  readonly weights: readonly number[];
}

/** [pixels, classes]. */
export function softmaxReference(logits: readonly number[], classes: number): number[] {
  return logits.map((logit, i) => {
    const row = rowOf(logits, classes, i);
    return 1 / row.reduce((sum, other) => sum + Math.exp(other - logit), 0);
  });
}

/** The two parts and their weighted sum. */
export function lossReference(options: LossOptions, { logits, labels, weights }: LossInputs) {
  const { classes } = options;
  const p = softmaxReference(logits, classes);
  const weight = weights.reduce((sum, w) => sum + w, 0);
  const terms = labels.map((label, pixel) => -at(weights, pixel) * Math.log(at(p, pixel * classes + label)));
  const crossEntropy = weight === 0 ? 0 : terms.reduce((sum, term) => sum + term, 0) / weight;
  const scores = Array.from({ length: classes }, (_, c) => diceOf(options, p, labels, weights, c).value);
  const dice = 1 - scores.reduce((sum, score) => sum + score, 0) / classes;
  return { total: options.crossEntropy * crossEntropy + options.dice * dice, crossEntropy, dice };
}

/** d total / d logits, [pixels, classes]. */
export function lossGradientReference(
  options: LossOptions,
  { logits, labels, weights }: LossInputs,
): number[] {
  const { classes } = options;
  const p = softmaxReference(logits, classes);
  const weight = weights.reduce((sum, w) => sum + w, 0);
  const dice = Array.from({ length: classes }, (_, c) => diceOf(options, p, labels, weights, c));
  // d total / d p, then through the softmax's Jacobian.
  const dp = p.map((probability, i) => {
    const pixel = Math.floor(i / classes);
    const t = labels[pixel] === i % classes ? 1 : 0;
    const { value, denominator } = defined(dice[i % classes], 'class');
    const fromDice = at(weights, pixel) > 0 ? -(2 * t - value) / denominator / classes : 0;
    const fromEntropy = weight === 0 ? 0 : (-at(weights, pixel) * t) / probability / weight;
    return options.crossEntropy * fromEntropy + options.dice * fromDice;
  });
  return p.map((probability, i) => {
    const ps = rowOf(p, classes, i);
    const mean = rowOf(dp, classes, i).reduce((sum, d, c) => sum + d * at(ps, c), 0);
    return probability * (at(dp, i) - mean);
  });
}

function diceOf(
  { classes, smoothing }: LossOptions,
  p: readonly number[],
  labels: readonly number[],
  weights: readonly number[],
  c: number,
) {
  let both = 0;
  let total = 0;
  for (const [pixel, label] of labels.entries()) {
    if (at(weights, pixel) <= 0) continue;
    const t = label === c ? 1 : 0;
    both += at(p, pixel * classes + c) * t;
    total += at(p, pixel * classes + c) + t;
  }
  return { value: (2 * both + smoothing) / (total + smoothing), denominator: total + smoothing };
}

function rowOf(values: readonly number[], classes: number, i: number): readonly number[] {
  const first = Math.floor(i / classes) * classes;
  return values.slice(first, first + classes);
}

function at(values: readonly number[], i: number): number {
  return defined(values[i], `element ${i}`);
}
