/**
 * Gradient of a 2x2 up-convolution with respect to its input: dy [N,2H,2W,O'] → [N,H,W,I'], times act'(h) where
 * the input is a stored activation h. Where the up-convolution's output was activated, dy is masked already.
 * Bindings: dy, weights [2,2,O',I'], [h [N,H,W,I'],] out.
 */
import { type CorrelationOptions, correlate } from '../correlation/correlate';
import { allRows, type RowBand } from '../correlation/correlation';
import { maskEpilogue } from '../correlation/maskEpilogue';
import { type KernelProgram, paddedChannels } from '../program';
import type { Activation } from '../wgsl/activation';
import { channelGroups, wholeSource } from '../wgsl/source';
import { type Upconv2x2Shape, upconv2x2Text, upconv2x2WeightBytes } from './shape';

export interface Upconv2x2InputGradientOptions extends CorrelationOptions {
  /** Multiply by this activation's slope at the stored input; `none` reads no input. */
  readonly mask: Activation;
  /** Rows of the input for this dispatch; all by default. */
  readonly rows?: RowBand;
}

/** dx[y,x,i] = Σ dy[2y+dy, 2x+dx, o] * w[dy,dx,o,i]: a 2x2 correlation of stride 2. */
export function upconv2x2InputGradient(
  shape: Upconv2x2Shape,
  options: Upconv2x2InputGradientOptions,
): KernelProgram {
  const { source, batch, outChannels } = shape;
  const size = { height: source.height, width: source.width };
  const fine = { height: size.height * 2, width: size.width * 2 };
  return correlate(
    {
      label: `upconv2x2 input gradient ${upconv2x2Text(shape)}`,
      batch,
      sources: [wholeSource(fine.height, fine.width, outChannels)],
      sourceNames: ['dy'],
      region: fine,
      kernel: 2,
      stride: 2,
      pad: 0,
      weights: {
        order: 'inputMajor',
        inputs: paddedChannels(outChannels),
        outputs: paddedChannels(source.channels),
        firstOutput: 0,
        flipped: false,
        bytes: upconv2x2WeightBytes(shape),
      },
      output: size,
      outputGroups: channelGroups(source.channels),
      rows: options.rows ?? allRows(size.height),
      epilogue: maskEpilogue(batch, source, size, options.mask),
    },
    options,
  );
}
