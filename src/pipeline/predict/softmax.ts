/** Probabilities from logits, on the CPU: tf.js's WebGPU softmax is wrong above 65,535 rows. */

/** Softmax over the last axis of [pixels, classes], in place; the largest logit is subtracted first. */
export function softmaxInPlace(logits: Float32Array, classes: number): void {
  for (let at = 0; at < logits.length; at += classes) {
    let top = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < classes; c++) top = Math.max(top, logits[at + c] ?? 0);
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      const power = Math.exp((logits[at + c] ?? 0) - top);
      logits[at + c] = power;
      sum += power;
    }
    for (let c = 0; c < classes; c++) logits[at + c] = (logits[at + c] ?? 0) / sum;
  }
}
