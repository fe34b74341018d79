/** How unsure a prediction is, pixel by pixel: the entropy of its probabilities. Pure. */

/**
 * [height, width] in bytes from `probabilities` [classes, pixels], whose largest value `one` stands for 1: 0 where one
 * class is certain, 255 where all are equally likely. Shannon 1948, over the logarithm of the number of classes.
 */
export function entropyMap(
  probabilities: Float32Array | Uint8Array,
  classes: number,
  one: number,
): Uint8Array<ArrayBuffer> {
  const pixels = probabilities.length / classes;
  const most = Math.log(Math.max(2, classes));
  return Uint8Array.from({ length: pixels }, (_, pixel) => {
    let entropy = 0;
    for (let at = pixel; at < probabilities.length; at += pixels) {
      const share = (probabilities[at] ?? 0) / one;
      if (share > 0) entropy -= share * Math.log(share);
    }
    return Math.round(255 * Math.min(1, entropy / most));
  });
}
