/**
 * The backward pass of a graph, derived by hand, as a list of few operations in the order they run. Says which
 * gradient comes from which and where the activations' slopes go; how they are computed is the lowering's matter.
 *
 * A node's gradient here is the one at its stored output. A convolution without norm stores its activation's
 * output, whose slope is multiplied in by whoever makes the gradient (`mask`); so what reaches the convolution is
 * the gradient at its sums. With a norm the tensor before the norm is stored: the gradient at the activation's
 * output arrives, and the norm's own backward pass turns it into that at the sums, in place.
 */
import { defined } from '../common/assert';
import type { ConcatNode, ConvNode, DropoutNode, Graph, GraphNode, NodeId, PoolNode } from './graph';

/** Slope to multiply a gradient with: of this activation at the stored output that the gradient is for. */
export type GradientMask =
  | { readonly kind: 'none' }
  | { readonly kind: 'relu' }
  | { readonly kind: 'leaky'; readonly slope: number };

export type GradientOp =
  /** The gradient at the head, from the loss. */
  | { readonly kind: 'loss'; readonly node: NodeId }
  /** The gradients of a node's weight and bias, from its input and its gradient. */
  | { readonly kind: 'weights'; readonly node: NodeId }
  /** The gradient at `of`, which the node reads as its input, or, where it reads two, as number `source`. */
  | {
      readonly kind: 'input';
      readonly node: NodeId;
      readonly of: NodeId;
      readonly source: 0 | 1;
      readonly mask: GradientMask;
    }
  /** The part of a skip's gradient that comes through the connection, in the size of its cropped region. */
  | { readonly kind: 'skip'; readonly node: NodeId; readonly concat: NodeId }
  /** The gradient at what a pool reads, that of its skip connection (`concat`) added. */
  | {
      readonly kind: 'pool';
      readonly node: NodeId;
      readonly of: NodeId;
      readonly concat: NodeId | null;
      readonly mask: GradientMask;
    }
  /** In place: the gradient at a dropout's output becomes that of what it reads. */
  | { readonly kind: 'dropout'; readonly node: NodeId; readonly of: NodeId }
  /** In place, of a convolution with norm; also the gradients of the norm's factor and offset. */
  | { readonly kind: 'norm'; readonly node: NodeId };

/** The ops from the loss to the last weights. */
export function backward(graph: Graph): readonly GradientOp[] {
  const head = graph.nodes.length - 1;
  const ops: GradientOp[] = [{ kind: 'loss', node: head }];
  for (let id = head; id > 0; id--) ops.push(...opsOf(graph, id, nodeAt(graph, id)));
  return ops;
}

/** The slope that belongs to a node's stored output; `none` where that is linear or stands before a norm. */
function maskOf(graph: Graph, id: NodeId): GradientMask {
  const node = nodeAt(graph, id);
  switch (node.op) {
    case 'conv':
      return node.norm ? { kind: 'none' } : node.activation;
    case 'upconv':
      return { kind: node.activation === 'relu' ? 'relu' : 'none' };
    case 'dropout':
      // What is dropped becomes 0, where the slope may be another one; its gradient is dropped as well.
      return maskOf(graph, node.input);
    default:
      return { kind: 'none' };
  }
}

/** The concat node that reads `id` as its skip; null where there is none. */
function skipOf(graph: Graph, id: NodeId): NodeId | null {
  const found = graph.nodes.findIndex((node) => node.op === 'concat' && node.skip === id);
  return found < 0 ? null : found;
}

function nodeAt(graph: Graph, id: NodeId): GraphNode {
  return defined(graph.nodes[id], `node ${id}`);
}

function opsOf(graph: Graph, id: NodeId, node: GraphNode): GradientOp[] {
  switch (node.op) {
    case 'conv':
      return convOps(graph, id, node);
    case 'upconv':
    case 'head':
      return [{ kind: 'weights', node: id }, inputOp(graph, id, node.input)];
    case 'pool':
      return [poolOp(graph, id, node)];
    case 'dropout':
      return [dropoutOp(id, node)];
    case 'concat':
    case 'input':
      // A concat is never stored: the convolution that reads it writes the gradients of both its sides.
      return [];
  }
}

function convOps(graph: Graph, id: NodeId, node: ConvNode): GradientOp[] {
  const input = nodeAt(graph, node.input);
  const norm: GradientOp[] = node.norm ? [{ kind: 'norm', node: id }] : [];
  return [...norm, { kind: 'weights', node: id }, ...inputOps(graph, id, node.input, input)];
}

function inputOps(graph: Graph, id: NodeId, of: NodeId, input: GraphNode): GradientOp[] {
  if (input.op === 'input') return [];
  return input.op === 'concat' ? joinedOps(graph, id, of, input) : [inputOp(graph, id, of)];
}

function joinedOps(graph: Graph, id: NodeId, concat: NodeId, { input }: ConcatNode): GradientOp[] {
  return [
    { kind: 'skip', node: id, concat },
    { kind: 'input', node: id, of: input, source: 1, mask: maskOf(graph, input) },
  ];
}

function inputOp(graph: Graph, id: NodeId, of: NodeId): GradientOp {
  return { kind: 'input', node: id, of, source: 0, mask: maskOf(graph, of) };
}

function poolOp(graph: Graph, id: NodeId, { input }: PoolNode): GradientOp {
  return { kind: 'pool', node: id, of: input, concat: skipOf(graph, input), mask: maskOf(graph, input) };
}

function dropoutOp(id: NodeId, { input }: DropoutNode): GradientOp {
  return { kind: 'dropout', node: id, of: input };
}
