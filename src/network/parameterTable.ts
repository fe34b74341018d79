/** Every trainable tensor of a graph: its name, shape and count. The order is the order in all files. */
import type { Graph, GraphNode } from './graph';

/**
 * How a parameter's axes are laid out, as in tf.js: `HWIO` for convolutions, `HWOI` for transposed ones,
 * `O` for biases.
 */
export type ParameterLayout = 'HWIO' | 'HWOI' | 'O';

export interface Parameter {
  /** PyTorch-like: `encoder.0.conv1.weight`. */
  readonly name: string;
  /** The node that owns it. */
  readonly node: string;
  readonly role: 'weight' | 'bias';
  readonly layout: ParameterLayout;
  readonly shape: readonly number[];
  /** Product of the shape. */
  readonly count: number;
  /** Input values that meet in one output value: He's N. 0 for biases. */
  readonly fanIn: number;
}

/** Values of all parameters by name, each in its table's layout. */
export type WeightMap = ReadonlyMap<string, Float32Array<ArrayBuffer>>;

/** The parameters of a graph, in the order of its nodes, weight before bias. */
export function parameterTable(graph: Graph): readonly Parameter[] {
  return graph.nodes.flatMap(parametersOf);
}

/** The number of trainable values in a graph. */
export function parameterCount(graph: Graph): number {
  return parameterTable(graph).reduce((sum, parameter) => sum + parameter.count, 0);
}

function parametersOf(node: GraphNode): Parameter[] {
  switch (node.op) {
    case 'conv':
      return pair(
        node.name,
        'HWIO',
        [3, 3, node.inChannels, node.channels],
        9 * node.inChannels,
        node.channels,
      );
    case 'upconv':
      // With stride 2, each of the four taps feeds its own output pixel: only the channels meet.
      return pair(node.name, 'HWOI', [2, 2, node.channels, node.inChannels], node.inChannels, node.channels);
    case 'head':
      return pair(node.name, 'HWIO', [1, 1, node.inChannels, node.channels], node.inChannels, node.channels);
    default:
      return [];
  }
}

function pair(
  node: string,
  layout: ParameterLayout,
  shape: readonly number[],
  fanIn: number,
  channels: number,
): Parameter[] {
  const count = shape.reduce((product, side) => product * side, 1);
  return [
    { name: `${node}.weight`, node, role: 'weight', layout, shape, count, fanIn },
    { name: `${node}.bias`, node, role: 'bias', layout: 'O', shape: [channels], count: channels, fanIn: 0 },
  ];
}
