/** How much a network computes, for estimates of time before anything was timed. Pure; called by the choice of a run. */
import { defined } from '../common/assert';
import type { Graph, GraphNode } from './graph';
import { inferShapes, type NodeShape } from './inferShapes';

/** Multiply-adds of all convolutions of one forward pass over one input of `side` x `side` px. Throws `bad-setting`. */
export function multiplyAdds(graph: Graph, side: number): number {
  const shapes = inferShapes(graph, side, side);
  return graph.nodes.reduce((total, node, id) => total + ofNode(node, defined(shapes[id], node.name)), 0);
}

function ofNode(node: GraphNode, { height, width, channels }: NodeShape): number {
  const outputs = height * width * channels;
  if (node.op === 'conv') return 9 * node.inChannels * outputs;
  // Each output pixel of a transposed 2x2 convolution of stride 2 comes from one input pixel.
  return node.op === 'upconv' || node.op === 'head' ? node.inChannels * outputs : 0;
}
