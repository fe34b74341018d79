/** The kernels of a 3x3 convolution of a graph. */
import { defined } from '../../../common/assert';
import {
  type Conv3x3FilterGradientOptions,
  conv3x3FilterGradient,
  conv3x3FilterPartials,
  conv3x3FilterReduce,
} from '../../../kernels/conv3x3/filterGradient';
import {
  type Conv3x3ForwardOptions,
  conv3x3BandAlignment,
  conv3x3Forward,
  conv3x3Statistics,
} from '../../../kernels/conv3x3/forward';
import { conv3x3InputGradient } from '../../../kernels/conv3x3/inputGradient';
import { type Conv3x3Shape, conv3x3WeightBytes } from '../../../kernels/conv3x3/shape';
import { partialsBytes } from '../../../kernels/correlation/filterGradient';
import type { ConvNode } from '../../graph';
import type { LayerKernels, LayerSetting } from './layerKernels';
import { rowsPerSplit } from './rowsPerSplit';
import { kernelSource } from './storedValue';

export function conv3x3Layer(setting: LayerSetting<ConvNode>): LayerKernels {
  const { node, variants } = setting;
  const shape = conv3x3Shape(setting);
  const output = setting.shape;
  const forward: Conv3x3ForwardOptions = {
    variant: variants.forward,
    tiles: variants.tiles,
    bias: !node.norm,
    activation: node.norm ? { kind: 'none' } : node.activation,
    statistics: node.norm !== null,
  };
  const filter: Conv3x3FilterGradientOptions = {
    variant: variants.filterGradient,
    tiles: variants.tiles,
    bias: !node.norm,
    rowsPerSplit: rowsPerSplit({
      ...setting.shape,
      batch: shape.batch,
      weightBytes: conv3x3WeightBytes(shape),
    }),
  };
  return {
    forwardRows: output.height,
    forwardAlignment: conv3x3BandAlignment(shape, forward),
    inputRows: shape.region.height,
    multiplyAdds: shape.batch * output.height * output.width * 9 * node.inChannels * node.channels,
    forward: (rows) => conv3x3Forward(shape, { ...forward, rows }),
    statistics: node.norm ? conv3x3Statistics(shape, forward) : null,
    inputGradient: (source, mask, rows) =>
      conv3x3InputGradient(shape, {
        variant: variants.inputGradient,
        tiles: variants.tiles,
        source,
        mask,
        rows,
      }),
    filterGradient: (part) => conv3x3FilterGradient(shape, { ...filter, part }),
    partialBytes: partialsBytes(conv3x3FilterPartials(shape, filter)),
    filterReduce: (accumulate) => conv3x3FilterReduce(shape, { ...filter, accumulate }),
  };
}

/** The region is the last source's whole size: a skip before it is cropped to that. */
function conv3x3Shape({ node, sources, batch }: LayerSetting<ConvNode>): Conv3x3Shape {
  const { height, width } = defined(sources.at(-1), 'source').value.shape;
  return {
    batch,
    sources: sources.map(kernelSource),
    region: { height, width },
    outChannels: node.channels,
    pad: node.padding === 'same' ? 1 : 0,
  };
}
