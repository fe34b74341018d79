/** The work of a training step's 3x3 convolutions, as direct convolutions, whatever the kernels do. Pure. */
import { defined } from '../src/common/assert';
import type { Graph } from '../src/network/graph';
import { inferShapes } from '../src/network/inferShapes';

/** Multiply-adds of forward, input gradient and filter gradient; nobody needs the gradient of the image. */
export function convolutionMultiplyAdds(graph: Graph, side: number): number {
  const shapes = inferShapes(graph, side, side);
  return graph.nodes.reduce((sum, node, id) => {
    if (node.op !== 'conv') return sum;
    const { height, width } = defined(shapes[id], 'shape');
    const passes = node.input === 0 ? 2 : 3;
    return sum + passes * height * width * 9 * node.inChannels * node.channels;
  }, 0);
}
