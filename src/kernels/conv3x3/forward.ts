/**
 * 3x3 convolution [N,H,W,I] → [N,Ho,Wo,O] with bias, activation and the statistics of a following instance norm
 * fused. Bindings: a [, aScaleShift] [, b [, bScaleShift]], weights [3,3,I',O'], [bias [O'],] out [, statistics].
 */
import { type CorrelationOptions, correlate, correlationTile } from '../correlation/correlate';
import { allRows, type Correlation, type Epilogue, type RowBand } from '../correlation/correlation';
import { statisticsTiles } from '../correlation/statistics';
import { statisticsTile } from '../correlation/tiles';
import type { StatisticsLayout } from '../norm/partials';
import { statisticsBytes } from '../norm/partials';
import { type Binding, type KernelProgram, paddedChannels } from '../program';
import { type Activation, activate } from '../wgsl/activation';
import { channelGroups, tensorBytes } from '../wgsl/source';
import {
  CONV3X3_SOURCES,
  type Conv3x3Shape,
  conv3x3InputChannels,
  conv3x3OutputSize,
  conv3x3Text,
  conv3x3WeightBytes,
} from './shape';

export interface Conv3x3ForwardOptions extends CorrelationOptions {
  readonly bias: boolean;
  readonly activation: Activation;
  /** Also write partial statistics of the output, for an instance norm that follows; without activation. */
  readonly statistics: boolean;
  /** Output rows of this dispatch; all by default. With statistics a band begins at a tile's first row. */
  readonly rows?: RowBand;
}

export function conv3x3Forward(shape: Conv3x3Shape, options: Conv3x3ForwardOptions): KernelProgram {
  return correlate(forwardCorrelation(shape, options), options);
}

/** The layout of the statistics that conv3x3Forward writes with these options. */
export function conv3x3Statistics(shape: Conv3x3Shape, options: Conv3x3ForwardOptions): StatisticsLayout {
  const correlation = plainCorrelation(shape, options);
  const tiles = statisticsTiles(
    correlation.output,
    statisticsTile(correlationTile(correlation, true, options)),
  );
  return { batch: shape.batch, tiles, channels: shape.outChannels };
}

/** Rows of which bands have to begin at a multiple, so that statistics are taken over the tiles of the whole. */
export function conv3x3BandAlignment(shape: Conv3x3Shape, options: Conv3x3ForwardOptions): number {
  if (!options.statistics) return 1;
  return statisticsTile(correlationTile(plainCorrelation(shape, options), true, options)).height;
}

function forwardCorrelation(shape: Conv3x3Shape, options: Conv3x3ForwardOptions): Correlation {
  return { ...plainCorrelation(shape, options), epilogue: forwardEpilogue(shape, options) };
}

function plainCorrelation(
  shape: Conv3x3Shape,
  options: Conv3x3ForwardOptions,
): Omit<Correlation, 'epilogue'> {
  const output = conv3x3OutputSize(shape);
  return {
    label: `conv3x3 forward ${conv3x3Text(shape)}`,
    batch: shape.batch,
    sources: shape.sources,
    sourceNames: CONV3X3_SOURCES,
    region: shape.region,
    kernel: 3,
    stride: 1,
    pad: shape.pad,
    weights: {
      order: 'inputMajor',
      inputs: conv3x3InputChannels(shape),
      outputs: paddedChannels(shape.outChannels),
      firstOutput: 0,
      flipped: false,
      bytes: conv3x3WeightBytes(shape),
    },
    output,
    outputGroups: channelGroups(shape.outChannels),
    rows: options.rows ?? allRows(output.height),
  };
}

function forwardEpilogue(shape: Conv3x3Shape, options: Conv3x3ForwardOptions): Epilogue {
  const { height, width } = conv3x3OutputSize(shape);
  const groups = channelGroups(shape.outChannels);
  return {
    bindings: forwardBindings(shape, options),
    statistics: options.statistics,
    initial: (group) => (options.bias ? `bias[${group}]` : 'vec4f()'),
    value: (sum) => activate(options.activation, sum),
    store: (value, { n, y, x, group }) =>
      `out[((${n} * ${height} + ${y}) * ${width} + ${x}) * ${groups} + ${group}] = ${value};`,
  };
}

function forwardBindings(shape: Conv3x3Shape, options: Conv3x3ForwardOptions): Binding[] {
  const { height, width } = conv3x3OutputSize(shape);
  const bytes = tensorBytes(shape.batch, height, width, shape.outChannels);
  const bindings: Binding[] = [{ name: 'out', access: 'write', bytes }];
  if (options.bias) {
    bindings.unshift({ name: 'bias', access: 'read', bytes: paddedChannels(shape.outChannels) * 4 });
  }
  if (options.statistics) {
    const layout = conv3x3Statistics(shape, options);
    bindings.push({ name: 'statistics', access: 'write', bytes: statisticsBytes(layout) });
  }
  return bindings;
}
