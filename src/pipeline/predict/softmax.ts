/** Probabilities from logits, on the CPU: tf.js's WebGPU softmax is wrong above 65,535 rows. */

/**
 * Softmax over the classes of each pixel in the middle square, [core, core, classes], of logits [size, size, classes]:
 * the largest logit is subtracted first. The rim is not worth its exponentials. In place where there is none.
 */
export function middleProbabilities(
  logits: Float32Array,
  size: number,
  core: number,
  classes: number,
): Float32Array {
  const out = core === size ? logits : new Float32Array(core * core * classes);
  const rim = (size - core) / 2;
  const softmax = classes === 2 ? softmaxOfTwo : softmaxOfMany;
  for (let y = 0; y < core; y++) {
    const from = ((rim + y) * size + rim) * classes;
    softmax(logits, from, out, y * core * classes, core, classes);
  }
  return out;
}

/** `count` pixels from element `from` of `logits` to element `to` of `out`. */
function softmaxOfMany(
  logits: Float32Array,
  from: number,
  out: Float32Array,
  to: number,
  count: number,
  classes: number,
): void {
  const shift = to - from;
  for (let at = from; at < from + count * classes; at += classes) {
    let top = Number.NEGATIVE_INFINITY;
    for (let i = at; i < at + classes; i++) top = Math.max(top, logits[i] ?? 0);
    let sum = 0;
    for (let i = at; i < at + classes; i++) {
      const power = Math.exp((logits[i] ?? 0) - top);
      out[i + shift] = power;
      sum += power;
    }
    for (let i = at + shift; i < at + shift + classes; i++) out[i] = (out[i] ?? 0) / sum;
  }
}

/** The same for two classes, by one exponential. */
function softmaxOfTwo(
  logits: Float32Array,
  from: number,
  out: Float32Array,
  to: number,
  count: number,
): void {
  for (let at = from, place = to; at < from + 2 * count; at += 2, place += 2) {
    const lead = (logits[at + 1] ?? 0) - (logits[at] ?? 0);
    const power = Math.exp(-Math.abs(lead));
    const larger = 1 / (1 + power);
    const smaller = power * larger;
    out[place] = lead > 0 ? smaller : larger;
    out[place + 1] = lead > 0 ? larger : smaller;
  }
}
