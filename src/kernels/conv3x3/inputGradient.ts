/**
 * Gradient of a 3x3 convolution with respect to one of its sources: dy [N,Ho,Wo,O'] → [N,H,W,C'] of that
 * source's region, times act'(h) where the source is a stored activation h that nothing else consumes.
 * Bindings: dy, weights [3,3,I',O'] (as they are), [h [N,height,width,C'],] out.
 */
import { type CorrelationOptions, correlate } from '../correlation/correlate';
import { allRows, type Correlation, type RowBand } from '../correlation/correlation';
import { maskEpilogue } from '../correlation/maskEpilogue';
import { type KernelProgram, paddedChannels } from '../program';
import type { Activation } from '../wgsl/activation';
import { channelGroups, wholeSource } from '../wgsl/source';
import {
  type Conv3x3Shape,
  conv3x3InputChannels,
  conv3x3OutputSize,
  conv3x3Text,
  conv3x3WeightBytes,
} from './shape';

export interface Conv3x3InputGradientOptions extends CorrelationOptions {
  /** Which source of the shape. Its onLoad plays no part: the gradient is that of the loaded value. */
  readonly source: number;
  /** Multiply by this activation's slope at the stored source; `none` reads no source. */
  readonly mask: Activation;
  /** Rows of the region for this dispatch; all by default. */
  readonly rows?: RowBand;
}

/** dx[y,x,c] = Σ dy[y + pad - ky, x + pad - kx, o] * w[ky,kx,c,o]: a correlation of dy with the flipped taps. */
export function conv3x3InputGradient(
  shape: Conv3x3Shape,
  options: Conv3x3InputGradientOptions,
): KernelProgram {
  const source = shape.sources[options.source];
  if (!source) throw new Error(`a convolution of ${shape.sources.length} sources has no ${options.source}`);
  const output = conv3x3OutputSize(shape);
  const before = shape.sources.slice(0, options.source);
  const correlation: Correlation = {
    label: `conv3x3 input gradient ${conv3x3Text(shape)} source ${options.source}`,
    batch: shape.batch,
    sources: [wholeSource(output.height, output.width, shape.outChannels)],
    sourceNames: ['dy'],
    region: output,
    kernel: 3,
    stride: 1,
    pad: shape.pad === 0 ? 2 : 1,
    weights: {
      order: 'outputMajor',
      inputs: paddedChannels(shape.outChannels),
      outputs: conv3x3InputChannels(shape),
      firstOutput: before.reduce((sum, { channels }) => sum + paddedChannels(channels), 0),
      flipped: true,
      bytes: conv3x3WeightBytes(shape),
    },
    output: shape.region,
    outputGroups: channelGroups(source.channels),
    rows: options.rows ?? allRows(shape.region.height),
    epilogue: maskEpilogue(shape.batch, source, shape.region, options.mask),
  };
  return correlate(correlation, options);
}
