/**
 * The graph as core operations of tf.js, whose gradients tf.js derives: for training and for reference gradients
 * where its layers cannot (layer norm over height and width). Not for files or prediction: that is tfjs.ts.
 */
import type * as TfTypes from '@tensorflow/tfjs';
import { defined } from '../../common/assert';
import type { SpecActivation } from '../../domain/network';
import { NORM_EPSILON } from '../../kernels/norm/normFinish';
import type { ConcatNode, ConvNode, DropoutNode, Graph, GraphNode, HeadNode, UpConvNode } from '../graph';
import { skipCrops } from '../skipCrops';
import type { Tf } from './tfjs';

type Tensor4D = TfTypes.Tensor4D;

export interface TfjsForward {
  readonly graph: Graph;
  /** Tensors or variables by parameter name, in the parameter table's shapes. */
  readonly weights: ReadonlyMap<string, TfTypes.Tensor>;
  /** [N,H,W,C]. */
  readonly input: Tensor4D;
  /** Ones and zeros [N,h,w,C] by the name of the dropout node; nothing is dropped by one that is missing. */
  readonly masks: ReadonlyMap<string, Tensor4D>;
}

/** Logits [N,H',W',classes]. Makes many tensors: call it in a tidy, or in what tf.grads differentiates. */
export function tfjsLogits(tf: Tf, forward: TfjsForward): Tensor4D {
  const outputs: Tensor4D[] = [];
  const crops = skipCrops(forward.graph);
  for (const node of forward.graph.nodes) outputs.push(outputOf(tf, forward, outputs, crops, node));
  return defined(outputs.at(-1), 'logits');
}

function outputOf(
  tf: Tf,
  forward: TfjsForward,
  outputs: readonly Tensor4D[],
  crops: ReadonlyMap<string, number>,
  node: GraphNode,
): Tensor4D {
  if (node.op === 'input') return forward.input;
  const x = defined(outputs[node.input], `input of ${node.name}`);
  switch (node.op) {
    case 'conv':
      return convolution(tf, forward, node, x);
    case 'pool':
      return tf.maxPool(x, 2, 2, 'valid');
    case 'dropout':
      return dropped(tf, forward, node, x);
    case 'upconv':
      return upConvolution(tf, forward, node, x);
    case 'concat':
      return joined(tf, node, defined(outputs[node.skip], 'skip'), x, defined(crops.get(node.name), 'crop'));
    case 'head':
      return biased(tf, forward, node, tf.conv2d(x, weightOf(forward, node), 1, 'valid'));
  }
}

function convolution(tf: Tf, forward: TfjsForward, node: ConvNode, x: Tensor4D): Tensor4D {
  const sums = tf.conv2d(x, weightOf(forward, node), 1, node.padding);
  const ready = node.norm ? normalised(tf, forward, node.norm.name, sums) : biased(tf, forward, node, sums);
  return activated(tf, node.activation, ready);
}

function upConvolution(tf: Tf, forward: TfjsForward, node: UpConvNode, x: Tensor4D): Tensor4D {
  const [n, h, w] = x.shape;
  const size: [number, number, number, number] = [n, 2 * h, 2 * w, node.channels];
  const sums = tf.conv2dTranspose(x, weightOf(forward, node), size, 2, 'valid');
  const ready = node.bias ? biased(tf, forward, node, sums) : sums;
  return node.activation === 'relu' ? tf.relu(ready) : ready;
}

/** Statistics of each image and channel over its pixels, biased variance. */
function normalised(tf: Tf, forward: TfjsForward, name: string, x: Tensor4D): Tensor4D {
  const centred = tf.sub(x, tf.mean(x, [1, 2], true));
  const variance = tf.mean(tf.square(centred), [1, 2], true);
  const hat = tf.mul(centred, tf.rsqrt(tf.add(variance, NORM_EPSILON)));
  const scaled = tf.mul(hat, parameter(forward, `${name}.weight`));
  return tf.add(scaled, parameter(forward, `${name}.bias`));
}

function activated(tf: Tf, activation: SpecActivation, x: Tensor4D): Tensor4D {
  return activation.kind === 'relu' ? tf.relu(x) : tf.leakyRelu(x, activation.slope);
}

function dropped(tf: Tf, { masks }: TfjsForward, node: DropoutNode, x: Tensor4D): Tensor4D {
  const mask = masks.get(node.name);
  return mask ? tf.mul(x, tf.div(mask, 1 - node.probability)) : x;
}

function joined(tf: Tf, node: ConcatNode, skip: Tensor4D, up: Tensor4D, crop: number): Tensor4D {
  const [n, height, width, upChannels] = up.shape;
  const cropped = tf.slice4d(skip, [0, crop, crop, 0], [n, height, width, node.channels - upChannels]);
  return tf.concat([cropped, up], 3);
}

function biased(tf: Tf, forward: TfjsForward, { name }: GraphNode, x: Tensor4D): Tensor4D {
  return tf.add(x, parameter(forward, `${name}.bias`));
}

function weightOf(forward: TfjsForward, { name }: ConvNode | UpConvNode | HeadNode): Tensor4D {
  return parameter(forward, `${name}.weight`) as Tensor4D;
}

function parameter({ weights }: TfjsForward, name: string): TfTypes.Tensor {
  return defined(weights.get(name), name);
}
