/** Where a parameter stands in a tf.js model. Used by the model itself and by the writer and reader of its files. */
import type { Parameter } from '../parameterTable';

export interface TfjsVariable {
  readonly layer: string;
  /** Among the layer's weights. */
  readonly index: 0 | 1;
  /** tf.js's name of the tensor in model files: `encoder.0.conv1/kernel`. */
  readonly name: string;
  /** The parameter's shape, but [1,1,C,1] for a norm's factor, which is the kernel of a depthwise convolution. */
  readonly shape: readonly number[];
}

const PLACES = {
  weight: { index: 0, name: 'kernel' },
  bias: { index: 1, name: 'bias' },
  gamma: { index: 0, name: 'depthwise_kernel' },
  beta: { index: 1, name: 'bias' },
} as const;

export function tfjsVariable({ node, role, shape, count }: Parameter): TfjsVariable {
  const { index, name } = PLACES[role];
  return {
    layer: node,
    index,
    name: `${node}/${name}`,
    shape: role === 'gamma' ? [1, 1, count, 1] : shape,
  };
}
