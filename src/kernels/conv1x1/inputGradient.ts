/**
 * Gradient of a 1x1 convolution with respect to its input: dy [N,H,W,O'] → [N,H,W,I'], times act'(h) where the
 * input is a stored activation h. Bindings: dy, weights [1,1,I',O'], [h [N,H,W,I'],] out.
 */
import { type CorrelationOptions, correlate } from '../correlation/correlate';
import { allRows, type RowBand } from '../correlation/correlation';
import { maskEpilogue } from '../correlation/maskEpilogue';
import { type KernelProgram, paddedChannels } from '../program';
import type { Activation } from '../wgsl/activation';
import { channelGroups, wholeSource } from '../wgsl/source';
import { type Conv1x1Shape, conv1x1Text, conv1x1WeightBytes } from './shape';

export interface Conv1x1InputGradientOptions extends CorrelationOptions {
  /** Multiply by this activation's slope at the stored input; `none` reads no input. */
  readonly mask: Activation;
  /** Rows of this dispatch; all by default. */
  readonly rows?: RowBand;
}

export function conv1x1InputGradient(
  shape: Conv1x1Shape,
  options: Conv1x1InputGradientOptions,
): KernelProgram {
  const { source, batch, outChannels } = shape;
  const size = { height: source.height, width: source.width };
  return correlate(
    {
      label: `conv1x1 input gradient ${conv1x1Text(shape)}`,
      batch,
      sources: [wholeSource(size.height, size.width, outChannels)],
      sourceNames: ['dy'],
      region: size,
      kernel: 1,
      stride: 1,
      pad: 0,
      weights: {
        order: 'outputMajor',
        inputs: paddedChannels(outChannels),
        outputs: paddedChannels(source.channels),
        firstOutput: 0,
        flipped: false,
        bytes: conv1x1WeightBytes(shape),
      },
      output: size,
      outputGroups: channelGroups(source.channels),
      rows: options.rows ?? allRows(size.height),
      epilogue: maskEpilogue(batch, source, size, options.mask),
    },
    options,
  );
}
