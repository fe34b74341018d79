/**
 * The training loss on tf.js. Composed of elementwise operations over class slices: on WebGPU, tf.js's softmax
 * is wrong above 65,535 rows and a reduction over the last axis launches one workgroup a pixel.
 */
import { tf } from '../../gpu/tf';
import { addUp } from './addUp';

/**
 * sum(w * ce) / sum(w) over all pixels of the batch, 0 where sum(w) is 0; a scalar. Differentiable in `logits`:
 * d/dlogits = (softmax - onehot) * w / sum(w).
 * @param logits [N,H,W,classes]
 * @param labels [N,H,W,1] class indices, float32
 * @param weights [N,H,W,1] at least 0; 0 where the pixel is ignored
 */
export function weightedCrossEntropy(
  logits: tf.Tensor4D,
  labels: tf.Tensor4D,
  weights: tf.Tensor4D,
): tf.Scalar {
  const loss = tf.customGrad((inputs, save) => {
    const { value, gradient } = lossAndGradient(inputs as tf.Tensor4D, labels, weights);
    (save as tf.GradSaveFunc)([gradient]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => saved.map((tensor) => tensor.mul(dy));
    return { value, gradFunc };
  });
  return loss(logits) as tf.Scalar;
}

function lossAndGradient(logits: tf.Tensor4D, labels: tf.Tensor4D, weights: tf.Tensor4D) {
  return tf.tidy(() => {
    const scores = tf.split(logits, logits.shape[3], 3);
    const top = scores.reduce((a, b) => tf.maximum(a, b));
    const powers = scores.map((score) => tf.exp(tf.sub(score, top)));
    const sum = addUp(powers);
    const hits = scores.map((_, index) => tf.cast(tf.equal(labels, index), 'float32'));
    const right = addUp(scores.map((score, index) => tf.mul(score, at(hits, index))));
    const perPixel = tf.sub(tf.add(tf.log(sum), top), right);
    const total = tf.sum(weights);
    const share = tf.divNoNan(weights, total) as tf.Tensor4D;
    const slices = powers.map((power, index) => tf.mul(tf.sub(tf.div(power, sum), at(hits, index)), share));
    return { value: tf.sum(tf.mul(perPixel, share)), gradient: tf.concat(slices, 3) };
  });
}

function at(tensors: readonly tf.Tensor[], index: number): tf.Tensor {
  const tensor = tensors[index];
  if (!tensor) throw new RangeError(`no class ${index}`);
  return tensor;
}
