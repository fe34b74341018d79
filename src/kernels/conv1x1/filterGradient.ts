/**
 * Gradients of a 1x1 convolution's weights [1,1,I',O'] and bias [O'], in two dispatches. Bindings of the first:
 * x [, xScaleShift], dy, partials; of the second: partials, weightGradient, biasGradient.
 */
import { type FilterGradientOptions, filterGradient } from '../correlation/correlate';
import { type FilterGradient, type PartialsLayout, partialsLayout } from '../correlation/filterGradient';
import { reducePartials } from '../correlation/reducePartials';
import { type KernelProgram, WHOLE_GRID } from '../program';
import { wholeSource } from '../wgsl/source';
import { type Conv1x1Shape, conv1x1Text } from './shape';

export interface Conv1x1FilterGradientOptions extends FilterGradientOptions {
  /** Rows of one partial sum; more partial sums are more parallel and take more memory. */
  readonly rowsPerSplit: number;
}

export function conv1x1FilterGradient(
  shape: Conv1x1Shape,
  options: Conv1x1FilterGradientOptions,
): KernelProgram {
  return filterGradient(describe(shape, options), options);
}

/** Size of the partials between the two dispatches. */
export function conv1x1FilterPartials(
  shape: Conv1x1Shape,
  options: Conv1x1FilterGradientOptions,
): PartialsLayout {
  return partialsLayout(describe(shape, options));
}

/** The second dispatch; with `accumulate` the gradients are added to. */
export function conv1x1FilterReduce(
  shape: Conv1x1Shape,
  options: Conv1x1FilterGradientOptions & { readonly accumulate: boolean },
): KernelProgram {
  const label = `conv1x1 filter reduce ${conv1x1Text(shape)}`;
  return reducePartials(conv1x1FilterPartials(shape, options), { label, accumulate: options.accumulate });
}

function describe(shape: Conv1x1Shape, options: Conv1x1FilterGradientOptions): FilterGradient {
  const { source, batch, outChannels } = shape;
  const size = { height: source.height, width: source.width };
  return {
    label: `conv1x1 filter gradient ${conv1x1Text(shape)}`,
    batch,
    inputs: [source],
    inputNames: ['x'],
    region: size,
    kernel: 1,
    stride: 1,
    pad: 0,
    gradient: wholeSource(size.height, size.width, outChannels),
    gradientName: 'dy',
    output: size,
    bias: 'gradient',
    split: { rows: options.rowsPerSplit },
    part: options.part ?? WHOLE_GRID,
  };
}
