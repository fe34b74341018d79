/**
 * 2x2 up-convolution [N,H,W,I] → [N,2H,2W,O] with bias and activation. Bindings: x [, xScaleShift],
 * weights [2,2,O',I'], [bias [O'],] out.
 */
import { type CorrelationOptions, correlate } from '../correlation/correlate';
import { allRows, type Epilogue, type RowBand } from '../correlation/correlation';
import { type KernelProgram, paddedChannels } from '../program';
import { type Activation, activate } from '../wgsl/activation';
import { channelGroups, tensorBytes } from '../wgsl/source';
import { type Upconv2x2Shape, upconv2x2Text, upconv2x2WeightBytes } from './shape';

export interface Upconv2x2ForwardOptions extends CorrelationOptions {
  readonly bias: boolean;
  readonly activation: Activation;
  /** Rows of the input for this dispatch; all by default. */
  readonly rows?: RowBand;
}

/**
 * out[2y+dy, 2x+dx, o] = Σ x[y,x,i] * w[dy,dx,o,i]: a 1x1 correlation to the 4 * O' channels (dy, dx, o), which
 * the epilogue shuffles into pixels.
 */
export function upconv2x2Forward(shape: Upconv2x2Shape, options: Upconv2x2ForwardOptions): KernelProgram {
  const { source, batch, outChannels } = shape;
  const size = { height: source.height, width: source.width };
  return correlate(
    {
      label: `upconv2x2 forward ${upconv2x2Text(shape)}`,
      batch,
      sources: [source],
      sourceNames: ['x'],
      region: size,
      kernel: 1,
      stride: 1,
      pad: 0,
      weights: {
        order: 'outputMajor',
        inputs: paddedChannels(source.channels),
        outputs: 4 * paddedChannels(outChannels),
        firstOutput: 0,
        flipped: false,
        bytes: upconv2x2WeightBytes(shape),
      },
      output: size,
      outputGroups: 4 * channelGroups(outChannels),
      rows: options.rows ?? allRows(size.height),
      epilogue: shuffleEpilogue(shape, options),
    },
    options,
  );
}

function shuffleEpilogue(shape: Upconv2x2Shape, { bias, activation }: Upconv2x2ForwardOptions): Epilogue {
  const { batch, source, outChannels } = shape;
  const groups = channelGroups(outChannels);
  const [height, width] = [source.height * 2, source.width * 2];
  return {
    bindings: [
      ...(bias ? [{ name: 'bias', access: 'read', bytes: groups * 16 } as const] : []),
      { name: 'out', access: 'write', bytes: tensorBytes(batch, height, width, outChannels) },
    ],
    statistics: false,
    initial: (group) => (bias ? `bias[(${group}) % ${groups}]` : 'vec4f()'),
    value: (sum) => activate(activation, sum),
    store: (value, { n, y, x, group }) => {
      const tap = `(${group}) / ${groups}`;
      const row = `${n} * ${height} + (${y}) * 2 + ${tap} / 2`;
      const column = `(${x}) * 2 + ${tap} % 2`;
      return `out[((${row}) * ${width} + ${column}) * ${groups} + (${group}) % ${groups}] = ${value};`;
    },
  };
}
