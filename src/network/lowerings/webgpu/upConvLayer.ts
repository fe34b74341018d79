/** The kernels of an up-convolution of a graph. */
import { defined } from '../../../common/assert';
import { partialsBytes } from '../../../kernels/correlation/filterGradient';
import {
  upconv2x2FilterGradient,
  upconv2x2FilterPartials,
  upconv2x2FilterReduce,
} from '../../../kernels/upconv2x2/filterGradient';
import { upconv2x2Forward } from '../../../kernels/upconv2x2/forward';
import { upconv2x2InputGradient } from '../../../kernels/upconv2x2/inputGradient';
import { type Upconv2x2Shape, upconv2x2WeightBytes } from '../../../kernels/upconv2x2/shape';
import type { UpConvNode } from '../../graph';
import type { LayerKernels, LayerSetting } from './layerKernels';
import { rowsPerSplit } from './rowsPerSplit';
import { kernelSource } from './storedValue';

export function upConvLayer({ node, sources, batch, variants }: LayerSetting<UpConvNode>): LayerKernels {
  const source = kernelSource(defined(sources[0], 'source'));
  const shape: Upconv2x2Shape = { batch, source, outChannels: node.channels };
  const activation = { kind: node.activation === 'relu' ? 'relu' : 'none' } as const;
  const filter = {
    variant: variants.filterGradient,
    tiles: variants.tiles,
    bias: node.bias,
    rowsPerSplit: rowsPerSplit({ batch, height: source.height, weightBytes: upconv2x2WeightBytes(shape) }),
  };
  return {
    forwardRows: source.height,
    forwardAlignment: 1,
    inputRows: source.height,
    multiplyAdds: batch * source.height * source.width * 4 * source.channels * node.channels,
    forward: (rows) =>
      upconv2x2Forward(shape, {
        variant: variants.forward,
        tiles: variants.tiles,
        bias: node.bias,
        activation,
        rows,
      }),
    statistics: null,
    inputGradient: (_, mask, rows) =>
      upconv2x2InputGradient(shape, { variant: variants.inputGradient, tiles: variants.tiles, mask, rows }),
    filterGradient: (part) => upconv2x2FilterGradient(shape, { ...filter, part }),
    partialBytes: partialsBytes(upconv2x2FilterPartials(shape, filter)),
    filterReduce: (accumulate) => upconv2x2FilterReduce(shape, { ...filter, accumulate }),
  };
}
