/** One node of the graph as ONNX operators over NCHW tensors. Names are the graph's. Pure; called by toOnnx. */
import { defined } from '../../../common/assert';
import { NORM_EPSILON } from '../../../kernels/norm/normFinish';
import type { ConcatNode, ConvNode, Graph, GraphNode, NodeId, UpConvNode } from '../../graph';
import { int64Tensor, type OnnxNode } from './onnxProto';
import type { ProtoMessage } from './protoMessage';

export interface OnnxPart {
  /** In the order they run; the last one's output is the node's. */
  readonly nodes: readonly OnnxNode[];
  /** Constants besides the parameters. */
  readonly constants: readonly ProtoMessage[];
}

/** `crops` as skipCrops gives them. Nothing is dropped. */
export function onnxPart(graph: Graph, node: GraphNode, crops: ReadonlyMap<string, number>): OnnxPart {
  if (node.op === 'input') return { nodes: [], constants: [] };
  const input = nameOf(graph, node.input);
  switch (node.op) {
    case 'conv':
      return plain(convNodes(node, input));
    case 'upconv':
      return plain(upConvNodes(node, input));
    case 'head':
      return plain([convolution('Conv', node.name, input, true, { kernel_shape: [1, 1] })]);
    case 'pool':
      return plain([{ op: 'MaxPool', name: node.name, inputs: [input], attributes: POOL }]);
    case 'dropout':
      return plain([{ op: 'Identity', name: node.name, inputs: [input] }]);
    case 'concat':
      return concatPart(node, nameOf(graph, node.skip), input, defined(crops.get(node.name), 'crop'));
  }
}

const POOL = { kernel_shape: [2, 2], strides: [2, 2] } as const;

function plain(nodes: readonly OnnxNode[]): OnnxPart {
  return { nodes, constants: [] };
}

/** The last of them has the graph's name, the ones before it a word more. */
function convNodes({ name, norm, padding, activation }: ConvNode, input: string): OnnxNode[] {
  const pads = new Array<number>(4).fill(padding === 'same' ? 1 : 0);
  const sums = `${name}.sums`;
  const nodes = [convolution('Conv', name, input, !norm, { kernel_shape: [3, 3], pads }, sums)];
  const normed = norm ? `${norm.name}.normed` : sums;
  if (norm) {
    const inputs = [sums, `${norm.name}.weight`, `${norm.name}.bias`];
    const attributes = { epsilon: { float: NORM_EPSILON } };
    nodes.push({ op: 'InstanceNormalization', name: normed, inputs, attributes });
  }
  const active: OnnxNode =
    activation.kind === 'relu'
      ? { op: 'Relu', name, inputs: [normed] }
      : { op: 'LeakyRelu', name, inputs: [normed], attributes: { alpha: { float: activation.slope } } };
  return [...nodes, active];
}

function upConvNodes({ name, bias, activation }: UpConvNode, input: string): OnnxNode[] {
  const attributes = { kernel_shape: [2, 2], strides: [2, 2] };
  if (activation === 'linear') return [convolution('ConvTranspose', name, input, bias, attributes)];
  const sums = `${name}.sums`;
  return [
    convolution('ConvTranspose', name, input, bias, attributes, sums),
    { op: 'Relu', name, inputs: [sums] },
  ];
}

function convolution(
  op: 'Conv' | 'ConvTranspose',
  name: string,
  input: string,
  bias: boolean,
  attributes: NonNullable<OnnxNode['attributes']>,
  output = name,
): OnnxNode {
  const inputs = [input, `${name}.weight`, ...(bias ? [`${name}.bias`] : [])];
  return { op, name: output, inputs, attributes };
}

/** The skip's middle beside what came up. */
function concatPart({ name }: ConcatNode, skip: string, input: string, crop: number): OnnxPart {
  const concat = (first: string): OnnxNode => ({
    op: 'Concat',
    name,
    inputs: [first, input],
    attributes: { axis: 1 },
  });
  if (crop === 0) return plain([concat(skip)]);
  const middle = `${name}.middle`;
  const bounds = [
    { name: `${name}.starts`, values: [crop, crop] },
    { name: `${name}.ends`, values: [-crop, -crop] },
    { name: `${name}.axes`, values: [2, 3] },
  ];
  const slice = { op: 'Slice', name: middle, inputs: [skip, ...bounds.map((bound) => bound.name)] };
  return {
    nodes: [slice, concat(middle)],
    constants: bounds.map((bound) => int64Tensor(bound.name, bound.values)),
  };
}

function nameOf(graph: Graph, id: NodeId): string {
  return defined(graph.nodes[id], `node ${id}`).name;
}
