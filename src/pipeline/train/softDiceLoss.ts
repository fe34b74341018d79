/** The Dice part of the training loss on tf.js: what kernels/loss computes on the device. */
import { defined } from '../../common/assert';
import { tf } from '../../gpu/tf';
import { DICE_SMOOTHING } from '../../kernels/loss/lossOptions';
import { addUp } from './addUp';

/**
 * 1 - mean over classes of (2 Σ p t + s) / (Σ p + Σ t + s) over the pixels of weight above 0; a scalar,
 * differentiable in `logits`. Drozdzal et al. 2016, for softmax probabilities.
 * @param logits [N,H,W,classes]
 * @param labels [N,H,W,1] class indices, float32
 * @param weights [N,H,W,1] at least 0; 0 where the pixel is ignored
 */
export function softDiceLoss(logits: tf.Tensor4D, labels: tf.Tensor4D, weights: tf.Tensor4D): tf.Scalar {
  // By slices, as in weightedCrossEntropy: tf.js's softmax on WebGPU is wrong above 65,535 rows.
  const scores = tf.split(logits, logits.shape[3], 3);
  const top = scores.reduce((a, b) => tf.maximum(a, b));
  const powers = scores.map((score) => tf.exp(tf.sub(score, top)));
  const total = addUp(powers);
  const counts = tf.cast(tf.greater(weights, 0), 'float32');
  const dices = powers.map((power, index) => {
    const p = tf.mul(tf.div(power, total), counts);
    const t = tf.mul(tf.cast(tf.equal(labels, index), 'float32'), counts);
    const both = tf.add(tf.mul(tf.sum(tf.mul(p, t)), 2), DICE_SMOOTHING);
    return tf.div(both, tf.add(tf.add(tf.sum(p), tf.sum(t)), DICE_SMOOTHING));
  });
  const sum = dices.reduce((a, b) => tf.add(a, b));
  return tf.sub(1, tf.div(defined(sum, 'sum'), dices.length));
}
