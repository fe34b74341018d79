/** The size of every node's output for one input size, and whether a network can take that size at all. */
import { assert, defined } from '../common/assert';
import { studioError } from '../common/errors';
import type { Graph, GraphNode, NodeId } from './graph';

/** Height, width in px and channels of a node's output; N is left out. */
export interface NodeShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Shapes of all nodes, by node id. Throws `bad-setting` where a pooling would see an odd or empty side. */
export function inferShapes(graph: Graph, inputHeight: number, inputWidth: number): readonly NodeShape[] {
  const heights = inferSides(graph, inputHeight);
  const widths = inferSides(graph, inputWidth);
  if (!heights || !widths) {
    throw studioError(
      'bad-setting',
      `The network cannot take an input of ${inputWidth} x ${inputHeight} px: a pooling would not see even sides.`,
      'Choose another tile size; the studio snaps it to the nearest one that fits.',
      `${inputWidth}x${inputHeight}`,
    );
  }
  return graph.nodes.map((node, id) => ({
    height: defined(heights[id], 'height'),
    width: defined(widths[id], 'width'),
    channels: node.channels,
  }));
}

/** One side of every node's output, px, by node id; null where the network cannot take `inputSide`. */
export function inferSides(graph: Graph, inputSide: number): readonly number[] | null {
  const sides: number[] = [];
  const sideOf = (id: NodeId) => defined(sides[id], `side of node ${id}`);
  for (const node of graph.nodes) {
    const side = sideAfter(node, inputSide, sideOf);
    if (side === null) return null;
    sides.push(side);
  }
  return sides;
}

/** Pixels that a skip connection loses at each end of one side: (skip - input) / 2. */
export function skipCrop(skipSide: number, inputSide: number): number {
  const crop = (skipSide - inputSide) / 2;
  assert(
    Number.isInteger(crop) && crop >= 0,
    `a skip of ${skipSide} px cannot be cropped to ${inputSide} px`,
  );
  return crop;
}

function sideAfter(node: GraphNode, inputSide: number, sideOf: (id: NodeId) => number): number | null {
  if (node.op === 'input') return Number.isInteger(inputSide) && inputSide > 0 ? inputSide : null;
  const side = sideOf(node.input);
  switch (node.op) {
    case 'conv':
      return node.padding === 'same' ? side : positive(side - 2);
    case 'pool':
      return side % 2 === 0 ? side / 2 : null;
    case 'upconv':
      return side * 2;
    case 'concat':
      skipCrop(sideOf(node.skip), side);
      return side;
    case 'dropout':
    case 'head':
      return side;
  }
}

function positive(side: number): number | null {
  return side > 0 ? side : null;
}
