/**
 * A whole network's forward pass in float64 over plain NHWC arrays, node by node, from the kernels' references.
 * Slow; what compiled plans and the tf.js lowering are tested against. Its gradients: float64Gradients.
 */
import { defined } from '../../common/assert';
import { activateNumber } from '../../kernels/activationNumber';
import { conv1x1Reference } from '../../kernels/conv1x1/reference';
import { type ConvReferenceShape, convReference } from '../../kernels/conv3x3/reference';
import { normReference } from '../../kernels/norm/reference';
import { poolReference } from '../../kernels/pool/reference';
import { type UpconvReferenceShape, upconvReference } from '../../kernels/upconv2x2/reference';
import type { ConcatNode, ConvNode, Graph, GraphNode, HeadNode, NodeId, UpConvNode } from '../graph';
import { inferShapes, type NodeShape, skipCrop } from '../inferShapes';

export type Numbers = readonly number[];

export interface Float64Network {
  readonly graph: Graph;
  readonly batch: number;
  /** Of the input, px. */
  readonly height: number;
  readonly width: number;
  /** In the parameter table's layouts. */
  readonly weights: ReadonlyMap<string, ArrayLike<number>>;
  /** [N,H,W,C]. */
  readonly input: Numbers;
  /** Ones and zeros [N,h,w,C] by the name of the dropout node; one that is missing drops nothing. */
  readonly masks: ReadonlyMap<string, Numbers>;
}

export interface Float64Node {
  /** [N,h,w,C], as the next node reads it. */
  readonly output: Numbers;
  /** Of a convolution: before its norm and activation. */
  readonly sums: Numbers;
  /** Of a pool: index into its input of each maximum. */
  readonly from: Numbers;
}

/** The outputs of all nodes, by node id; the last holds the logits. */
export function float64Forward(network: Float64Network): Float64Node[] {
  const nodes: Float64Node[] = [];
  for (const node of network.graph.nodes) nodes.push(forwardOf(network, nodes, node));
  return nodes;
}

export function outputOf(nodes: readonly Float64Node[], id: NodeId): Numbers {
  return defined(nodes[id], `output of node ${id}`).output;
}

export function shapesOf({ graph, height, width }: Float64Network): readonly NodeShape[] {
  return inferShapes(graph, height, width);
}

export function weightsOf({ weights }: Float64Network, name: string): number[] {
  return Array.from(defined(weights.get(name), name));
}

export function convShape(network: Float64Network, node: ConvNode): ConvReferenceShape {
  const { height, width } = defined(shapesOf(network)[node.input], 'shape');
  const pad = node.padding === 'same' ? 1 : 0;
  return { batch: network.batch, height, width, inputs: node.inChannels, outputs: node.channels, pad };
}

export function upconvShape(network: Float64Network, node: UpConvNode): UpconvReferenceShape {
  const { height, width } = defined(shapesOf(network)[node.input], 'shape');
  return { batch: network.batch, height, width, inputs: node.inChannels, outputs: node.channels };
}

/** The activation of a layer as the kernels describe it. */
export function activationOf(node: ConvNode | UpConvNode) {
  if (node.op === 'conv') return node.activation;
  return { kind: node.activation === 'relu' ? 'relu' : 'none' } as const;
}

/** A dropout's factors: 0, or 1 / (1 - probability). */
export function dropoutFactors(
  network: Float64Network,
  node: GraphNode & { op: 'dropout' },
  length: number,
): Numbers {
  const mask = network.masks.get(node.name);
  return mask ? mask.map((kept) => kept / (1 - node.probability)) : new Array<number>(length).fill(1);
}

/** Calls `visit` with the index in the skip and in the concat of every value that both hold. */
export function eachSkipValue(
  network: Float64Network,
  node: ConcatNode,
  visit: (inSkip: number, inConcat: number) => void,
): void {
  const shapes = shapesOf(network);
  const skip = defined(shapes[node.skip], 'skip shape');
  const up = defined(shapes[node.input], 'shape');
  const cropY = skipCrop(skip.height, up.height);
  const cropX = skipCrop(skip.width, up.width);
  for (let n = 0; n < network.batch; n++)
    for (let y = 0; y < up.height; y++)
      for (let x = 0; x < up.width; x++)
        for (let c = 0; c < skip.channels; c++)
          visit(
            ((n * skip.height + y + cropY) * skip.width + x + cropX) * skip.channels + c,
            ((n * up.height + y) * up.width + x) * node.channels + c,
          );
}

function forwardOf(network: Float64Network, nodes: readonly Float64Node[], node: GraphNode): Float64Node {
  if (node.op === 'input') return plain(network.input);
  const x = outputOf(nodes, node.input);
  switch (node.op) {
    case 'conv':
      return convForward(network, node, x);
    case 'upconv':
      return upconvForward(network, node, x);
    case 'head':
      return plain(headForward(network, node, x));
    case 'pool': {
      const shape = { batch: network.batch, ...defined(shapesOf(network)[node.input], 'shape') };
      const { y, from } = poolReference(shape, x);
      return { output: y, sums: [], from };
    }
    case 'dropout': {
      const factors = dropoutFactors(network, node, x.length);
      return plain(x.map((value, i) => value * defined(factors[i], 'factor')));
    }
    case 'concat':
      return plain(concatenate(network, node, outputOf(nodes, node.skip), x));
  }
}

function plain(output: Numbers): Float64Node {
  return { output, sums: [], from: [] };
}

function convForward(network: Float64Network, node: ConvNode, x: Numbers): Float64Node {
  const w = weightsOf(network, `${node.name}.weight`);
  const bias = biasOf(network, node.name, node.channels, !node.norm);
  const sums = Array.from(convReference(convShape(network, node), x, w, bias));
  if (!node.norm) {
    return { output: sums.map((value) => activateNumber(node.activation, value)), sums, from: [] };
  }
  const { batch } = network;
  const shape = { batch, pixels: sums.length / batch / node.channels, channels: node.channels };
  const gamma = weightsOf(network, `${node.norm.name}.weight`);
  const beta = weightsOf(network, `${node.norm.name}.bias`);
  return { output: normReference(shape, sums, gamma, beta, node.activation), sums, from: [] };
}

function upconvForward(network: Float64Network, node: UpConvNode, x: Numbers): Float64Node {
  const w = weightsOf(network, `${node.name}.weight`);
  const bias = biasOf(network, node.name, node.channels, node.bias);
  const sums = Array.from(upconvReference(upconvShape(network, node), x, w, bias));
  return { output: sums.map((value) => activateNumber(activationOf(node), value)), sums, from: [] };
}

function headForward(network: Float64Network, node: HeadNode, x: Numbers): number[] {
  const shape = { inputs: node.inChannels, outputs: node.channels };
  const w = weightsOf(network, `${node.name}.weight`);
  return Array.from(conv1x1Reference(shape, x, w, weightsOf(network, `${node.name}.bias`)));
}

/** Zeros where the layer has none. */
function biasOf(network: Float64Network, name: string, channels: number, has: boolean): number[] {
  return has ? weightsOf(network, `${name}.bias`) : new Array<number>(channels).fill(0);
}

function concatenate(network: Float64Network, node: ConcatNode, skip: Numbers, up: Numbers): number[] {
  const upChannels = defined(shapesOf(network)[node.input], 'shape').channels;
  const skipChannels = node.channels - upChannels;
  const joined = new Array<number>((up.length / upChannels) * node.channels).fill(Number.NaN);
  eachSkipValue(network, node, (from, to) => {
    joined[to] = defined(skip[from], 'skip value');
  });
  for (const [i, value] of up.entries()) {
    joined[Math.floor(i / upChannels) * node.channels + skipChannels + (i % upChannels)] = value;
  }
  return joined;
}
