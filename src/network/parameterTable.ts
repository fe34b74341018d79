/** Every trainable tensor of a graph: its name, shape and count. The order is the order in all files. */
import type { Graph, GraphNode } from './graph';

/**
 * How a parameter's axes are laid out, as in tf.js: `HWIO` for convolutions, `HWOI` for transposed ones,
 * `O` for biases.
 */
export type ParameterLayout = 'HWIO' | 'HWOI' | 'O';

/** `gamma` and `beta` are a norm's factor and offset, which PyTorch calls weight and bias as well. */
export type ParameterRole = 'weight' | 'bias' | 'gamma' | 'beta';

export interface Parameter {
  /** PyTorch-like: `encoder.0.conv1.weight`. */
  readonly name: string;
  /** The node that owns it; for a norm's factor and offset, the name of the norm. */
  readonly node: string;
  readonly role: ParameterRole;
  readonly layout: ParameterLayout;
  readonly shape: readonly number[];
  /** Product of the shape. */
  readonly count: number;
  /** Input values that meet in one output value: He's N. 0 for all but weights. */
  readonly fanIn: number;
}

/** Values of all parameters by name, each in its table's layout. */
export type WeightMap = ReadonlyMap<string, Float32Array<ArrayBuffer>>;

/** The parameters of a graph, in the order of its nodes: weight, then bias, or the norm's gamma and beta. */
export function parameterTable(graph: Graph): readonly Parameter[] {
  return graph.nodes.flatMap(parametersOf);
}

/** The number of trainable values in a graph. */
export function parameterCount(graph: Graph): number {
  return parameterTable(graph).reduce((sum, parameter) => sum + parameter.count, 0);
}

function parametersOf(node: GraphNode): Parameter[] {
  switch (node.op) {
    case 'conv': {
      const weight = weightOf(node.name, 'HWIO', [3, 3, node.inChannels, node.channels], 9 * node.inChannels);
      return [weight, ...(node.norm ? normPair(node.norm.name, node.channels) : [biasOf(node)])];
    }
    case 'upconv':
      // With stride 2, each of the four taps feeds its own output pixel: only the channels meet.
      return [
        weightOf(node.name, 'HWOI', [2, 2, node.channels, node.inChannels], node.inChannels),
        ...(node.bias ? [biasOf(node)] : []),
      ];
    case 'head':
      return [
        weightOf(node.name, 'HWIO', [1, 1, node.inChannels, node.channels], node.inChannels),
        biasOf(node),
      ];
    default:
      return [];
  }
}

function weightOf(node: string, layout: ParameterLayout, shape: readonly number[], fanIn: number): Parameter {
  const count = shape.reduce((product, side) => product * side, 1);
  return { name: `${node}.weight`, node, role: 'weight', layout, shape, count, fanIn };
}

function biasOf({ name, channels }: GraphNode): Parameter {
  return vectorOf(`${name}.bias`, name, 'bias', channels);
}

function normPair(norm: string, channels: number): Parameter[] {
  return [
    vectorOf(`${norm}.weight`, norm, 'gamma', channels),
    vectorOf(`${norm}.bias`, norm, 'beta', channels),
  ];
}

function vectorOf(name: string, node: string, role: ParameterRole, channels: number): Parameter {
  return { name, node, role, layout: 'O', shape: [channels], count: channels, fanIn: 0 };
}
