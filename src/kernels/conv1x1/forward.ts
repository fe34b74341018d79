/**
 * 1x1 convolution [N,H,W,I] → logits [N,H,W,O]. Bindings: x [, xScaleShift], weights [1,1,I',O'], bias [O'], out.
 */
import { type CorrelationOptions, correlate } from '../correlation/correlate';
import { allRows, type Epilogue, type RowBand } from '../correlation/correlation';
import { type KernelProgram, paddedChannels } from '../program';
import { channelGroups, tensorBytes } from '../wgsl/source';
import { type Conv1x1Shape, conv1x1Text, conv1x1WeightBytes } from './shape';

export interface Conv1x1ForwardOptions extends CorrelationOptions {
  /** Output rows of this dispatch; all by default. */
  readonly rows?: RowBand;
}

export function conv1x1Forward(shape: Conv1x1Shape, options: Conv1x1ForwardOptions): KernelProgram {
  const { source, batch, outChannels } = shape;
  const size = { height: source.height, width: source.width };
  return correlate(
    {
      label: `conv1x1 forward ${conv1x1Text(shape)}`,
      batch,
      sources: [source],
      sourceNames: ['x'],
      region: size,
      kernel: 1,
      stride: 1,
      pad: 0,
      weights: {
        order: 'inputMajor',
        inputs: paddedChannels(source.channels),
        outputs: paddedChannels(outChannels),
        firstOutput: 0,
        flipped: false,
        bytes: conv1x1WeightBytes(shape),
      },
      output: size,
      outputGroups: channelGroups(outChannels),
      rows: options.rows ?? allRows(size.height),
      epilogue: logitsEpilogue(shape),
    },
    options,
  );
}

function logitsEpilogue({ batch, source, outChannels }: Conv1x1Shape): Epilogue {
  const { height, width } = source;
  const groups = channelGroups(outChannels);
  return {
    bindings: [
      { name: 'bias', access: 'read', bytes: groups * 16 },
      { name: 'out', access: 'write', bytes: tensorBytes(batch, height, width, outChannels) },
    ],
    statistics: false,
    initial: (group) => `bias[${group}]`,
    value: (sum) => sum,
    store: (value, { n, y, x, group }) =>
      `out[((${n} * ${height} + ${y}) * ${width} + ${x}) * ${groups} + ${group}] = ${value};`,
  };
}
