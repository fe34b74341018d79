/**
 * Gradients of a 2x2 up-convolution's weights [2,2,O',I'] and bias [O'], in two dispatches. Bindings of the first:
 * dy, x [, xScaleShift], partials; of the second: partials, weightGradient [, biasGradient].
 */
import { type FilterGradientOptions, filterGradient } from '../correlation/correlate';
import { type FilterGradient, type PartialsLayout, partialsLayout } from '../correlation/filterGradient';
import { reducePartials } from '../correlation/reducePartials';
import { type KernelProgram, WHOLE_GRID } from '../program';
import { wholeSource } from '../wgsl/source';
import { type Upconv2x2Shape, upconv2x2Text } from './shape';

export interface Upconv2x2FilterGradientOptions extends FilterGradientOptions {
  readonly bias: boolean;
  /** Input rows of one partial sum; more partial sums are more parallel and take more memory. */
  readonly rowsPerSplit: number;
}

export function upconv2x2FilterGradient(
  shape: Upconv2x2Shape,
  options: Upconv2x2FilterGradientOptions,
): KernelProgram {
  return filterGradient(describe(shape, options), options);
}

/** Size of the partials between the two dispatches. */
export function upconv2x2FilterPartials(
  shape: Upconv2x2Shape,
  options: Upconv2x2FilterGradientOptions,
): PartialsLayout {
  return partialsLayout(describe(shape, options));
}

/** The second dispatch; with `accumulate` the gradients are added to. */
export function upconv2x2FilterReduce(
  shape: Upconv2x2Shape,
  options: Upconv2x2FilterGradientOptions & { readonly accumulate: boolean },
): KernelProgram {
  const label = `upconv2x2 filter reduce ${upconv2x2Text(shape)}`;
  return reducePartials(upconv2x2FilterPartials(shape, options), { label, accumulate: options.accumulate });
}

/** dy and x in each other's place: see correlation/filterGradient. */
function describe(shape: Upconv2x2Shape, options: Upconv2x2FilterGradientOptions): FilterGradient {
  const { source, batch, outChannels } = shape;
  const fine = { height: source.height * 2, width: source.width * 2 };
  return {
    label: `upconv2x2 filter gradient ${upconv2x2Text(shape)}`,
    batch,
    inputs: [wholeSource(fine.height, fine.width, outChannels)],
    inputNames: ['dy'],
    region: fine,
    kernel: 2,
    stride: 2,
    pad: 0,
    gradient: source,
    gradientName: 'x',
    output: { height: source.height, width: source.width },
    bias: options.bias ? 'input' : 'none',
    split: { rows: options.rowsPerSplit },
    part: options.part ?? WHOLE_GRID,
  };
}
