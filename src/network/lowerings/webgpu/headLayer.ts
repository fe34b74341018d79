/** The kernels of a graph's head: features to logits. */
import { defined } from '../../../common/assert';
import {
  conv1x1FilterGradient,
  conv1x1FilterPartials,
  conv1x1FilterReduce,
} from '../../../kernels/conv1x1/filterGradient';
import { conv1x1Forward } from '../../../kernels/conv1x1/forward';
import { conv1x1InputGradient } from '../../../kernels/conv1x1/inputGradient';
import { type Conv1x1Shape, conv1x1WeightBytes } from '../../../kernels/conv1x1/shape';
import { partialsBytes } from '../../../kernels/correlation/filterGradient';
import type { HeadNode } from '../../graph';
import type { LayerKernels, LayerSetting } from './layerKernels';
import { rowsPerSplit } from './rowsPerSplit';
import { kernelSource } from './storedValue';

export function headLayer({ node, sources, batch, variants }: LayerSetting<HeadNode>): LayerKernels {
  const source = kernelSource(defined(sources[0], 'source'));
  const shape: Conv1x1Shape = { batch, source, outChannels: node.channels };
  const filter = {
    variant: variants.filterGradient,
    tiles: variants.tiles,
    rowsPerSplit: rowsPerSplit({ batch, height: source.height, weightBytes: conv1x1WeightBytes(shape) }),
  };
  return {
    forwardRows: source.height,
    forwardAlignment: 1,
    inputRows: source.height,
    multiplyAdds: batch * source.height * source.width * source.channels * node.channels,
    forward: (rows) => conv1x1Forward(shape, { variant: variants.forward, tiles: variants.tiles, rows }),
    statistics: null,
    inputGradient: (_, mask, rows) =>
      conv1x1InputGradient(shape, { variant: variants.inputGradient, tiles: variants.tiles, mask, rows }),
    filterGradient: (part) => conv1x1FilterGradient(shape, { ...filter, part }),
    partialBytes: partialsBytes(conv1x1FilterPartials(shape, filter)),
    filterReduce: (accumulate) => conv1x1FilterReduce(shape, { ...filter, accumulate }),
  };
}
