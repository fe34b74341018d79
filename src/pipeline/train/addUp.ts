/** The sum of several tensors on tf.js. */
import { defined } from '../../common/assert';
import { tf } from '../../gpu/tf';

/** Two at a time: tf.addN binds a buffer for each term, and a GPU has as few as eight or ten of them. At least one term. */
export function addUp(terms: readonly tf.Tensor[]): tf.Tensor {
  const [first, ...rest] = terms;
  return rest.reduce((sum, term) => tf.add(sum, term), defined(first, 'first term'));
}
