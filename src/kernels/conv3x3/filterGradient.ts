/**
 * Gradients of a 3x3 convolution's weights [3,3,I',O'] and bias [O'], in two dispatches: partial sums over strips
 * of rows, then their sum. Bindings of the first: a [, aScaleShift] [, b [, bScaleShift]], dy, partials; of the
 * second: partials, weightGradient [, biasGradient].
 */

import { type FilterGradientOptions, filterGradient } from '../correlation/correlate';
import type { FilterGradient, PartialsLayout } from '../correlation/filterGradient';
import { partialsLayout } from '../correlation/filterGradient';
import { reducePartials } from '../correlation/reducePartials';
import { type KernelProgram, WHOLE_GRID } from '../program';
import { wholeSource } from '../wgsl/source';
import { CONV3X3_SOURCES, type Conv3x3Shape, conv3x3OutputSize, conv3x3Text } from './shape';

export interface Conv3x3FilterGradientOptions extends FilterGradientOptions {
  readonly bias: boolean;
  /** Output rows of one partial sum; more partial sums are more parallel and take more memory. */
  readonly rowsPerSplit: number;
}

export function conv3x3FilterGradient(
  shape: Conv3x3Shape,
  options: Conv3x3FilterGradientOptions,
): KernelProgram {
  return filterGradient(describe(shape, options), options);
}

/** Size of the partials between the two dispatches. */
export function conv3x3FilterPartials(
  shape: Conv3x3Shape,
  options: Conv3x3FilterGradientOptions,
): PartialsLayout {
  return partialsLayout(describe(shape, options));
}

/** The second dispatch; with `accumulate` the gradients are added to. */
export function conv3x3FilterReduce(
  shape: Conv3x3Shape,
  options: Conv3x3FilterGradientOptions & { readonly accumulate: boolean },
): KernelProgram {
  const label = `conv3x3 filter reduce ${conv3x3Text(shape)}`;
  return reducePartials(conv3x3FilterPartials(shape, options), { label, accumulate: options.accumulate });
}

function describe(shape: Conv3x3Shape, options: Conv3x3FilterGradientOptions): FilterGradient {
  const output = conv3x3OutputSize(shape);
  return {
    label: `conv3x3 filter gradient ${conv3x3Text(shape)}`,
    batch: shape.batch,
    inputs: shape.sources,
    inputNames: CONV3X3_SOURCES,
    region: shape.region,
    kernel: 3,
    stride: 1,
    pad: shape.pad,
    gradient: wholeSource(output.height, output.width, shape.outChannels),
    gradientName: 'dy',
    output,
    bias: options.bias ? 'gradient' : 'none',
    split: { rows: options.rowsPerSplit },
    part: options.part ?? WHOLE_GRID,
  };
}
