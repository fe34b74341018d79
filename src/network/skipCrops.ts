/** How much of each skip connection is cut off: a property of the graph, the same for every input it takes. */
import { defined } from '../common/assert';
import type { Graph } from './graph';
import { inferSides, skipCrop } from './inferShapes';

/** Pixels cut off each end of each skip, by the name of its concat node. */
export function skipCrops(graph: Graph): ReadonlyMap<string, number> {
  let side = 1;
  while (!inferSides(graph, side)) side++;
  const sides = defined(inferSides(graph, side), 'sides');
  const sideOf = (id: number) => defined(sides[id], `side of node ${id}`);
  return new Map(
    graph.nodes.flatMap((node) =>
      node.op === 'concat' ? [[node.name, skipCrop(sideOf(node.skip), sideOf(node.input))]] : [],
    ),
  );
}
