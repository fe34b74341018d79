/** How far an output pixel sees, found by walking the graph backwards from the head. */
import { defined } from '../common/assert';
import type { Graph, GraphNode, NodeId } from './graph';
import { inferSides, skipCrop } from './inferShapes';

/** Pixels of the input, along one axis, that an output pixel depends on, counted in the input's frame. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The input interval that output pixel `position` depends on, for an input side of `side` px. Zero padding is
 * not clipped away: the interval may reach beyond the image, which is where padding touches the output.
 */
export function receptiveInterval(graph: Graph, side: number, position: number): Interval {
  const sides = defined(inferSides(graph, side), `sides for an input of ${side} px`);
  const wanted = new Map<NodeId, Interval>([[graph.nodes.length - 1, { low: position, high: position }]]);
  for (let id = graph.nodes.length - 1; id > 0; id--) {
    const interval = wanted.get(id);
    if (!interval) continue;
    for (const [input, needed] of neededBy(defined(graph.nodes[id], 'node'), interval, sides)) {
      wanted.set(input, union(wanted.get(input), needed));
    }
  }
  return defined(wanted.get(0), 'input interval');
}

/**
 * Largest distance, px, at which an input pixel still changes an output pixel, over all positions in the
 * pooling grid. For `same` padding, whose output lies in the input's frame.
 */
export function receptiveReach(graph: Graph): number {
  const side = graph.alignment;
  const reaches = Array.from({ length: side }, (_, position) => {
    const { low, high } = receptiveInterval(graph, side, position);
    return Math.max(position - low, high - position);
  });
  return Math.max(...reaches);
}

function neededBy(node: GraphNode, { low, high }: Interval, sides: readonly number[]): [NodeId, Interval][] {
  switch (node.op) {
    case 'input':
      return [];
    case 'conv':
      return [
        [node.input, node.padding === 'same' ? { low: low - 1, high: high + 1 } : { low, high: high + 2 }],
      ];
    case 'pool':
      return [[node.input, { low: 2 * low, high: 2 * high + 1 }]];
    case 'upconv':
      return [[node.input, { low: Math.floor(low / 2), high: Math.floor(high / 2) }]];
    case 'concat': {
      const crop = skipCrop(defined(sides[node.skip], 'skip side'), defined(sides[node.input], 'side'));
      return [
        [node.skip, { low: low + crop, high: high + crop }],
        [node.input, { low, high }],
      ];
    }
    case 'dropout':
    case 'head':
      return [[node.input, { low, high }]];
  }
}

function union(a: Interval | undefined, b: Interval): Interval {
  return a ? { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) } : b;
}
