/**
 * The gradient of a correlation's weights as plain data: what directFilterGradient and tiledFilterGradient turn
 * into a program that writes partial sums, one a strip of rows of one sample; reducePartials adds them up.
 *
 *   dw[ky,kx,i,o] = Σ over n, y, x of input[n, y*stride + ky - pad, x*stride + kx - pad, i] * gradient[n,y,x,o]
 *
 * The up-convolution has the two tensors in each other's place: its weights [2,2,O',I'] are those of a stride 2
 * correlation of dy (as the input) that meets x (as the gradient).
 */
import type { Binding, WorkgroupPart } from '../program';
import { channelGroups, type Source } from '../wgsl/source';
import { sourceBindings } from './bindings';
import type { Size } from './correlation';

export interface FilterGradient {
  readonly label: string;
  readonly batch: number;
  /** One or two, side by side in channels, each read over its region; 0 outside it. */
  readonly inputs: readonly Source[];
  readonly inputNames: readonly string[];
  readonly region: Size;
  readonly kernel: 1 | 2 | 3;
  readonly stride: 1 | 2;
  readonly pad: 0 | 1;
  /** The tensor at the correlation's output, read over `output`. */
  readonly gradient: Source;
  readonly gradientName: string;
  readonly output: Size;
  /** Which tensor's sum over all pixels is the bias's gradient. */
  readonly bias: 'none' | 'gradient' | 'input';
  readonly split: RowSplit;
  /** The workgroups that this dispatch is. */
  readonly part: WorkgroupPart;
}

/** Rows of `output` that one partial sum covers; the strips of a sample are equal but for the last. */
export interface RowSplit {
  readonly rows: number;
}

/** The partials buffer: float32 [splits, weights + bias], each weight in its place as in memory, then the bias. */
export interface PartialsLayout {
  readonly splits: number;
  /** vec4s of the weights [K,K,I',O'], and of the bias (0 without). */
  readonly weights: number;
  readonly bias: number;
}

export function inputGroups({ inputs }: FilterGradient): number {
  return inputs.reduce((sum, { channels }) => sum + channelGroups(channels), 0);
}

export function partialsLayout(gradient: FilterGradient): PartialsLayout {
  const inputs = inputGroups(gradient);
  const outputs = channelGroups(gradient.gradient.channels);
  const biasGroups = { none: 0, gradient: outputs, input: inputs };
  return {
    splits: gradient.batch * Math.ceil(gradient.output.height / gradient.split.rows),
    weights: gradient.kernel ** 2 * inputs * 4 * outputs,
    bias: biasGroups[gradient.bias],
  };
}

export function partialsBytes({ splits, weights, bias }: PartialsLayout): number {
  return splits * (weights + bias) * 16;
}

/** Inputs with their scale and shift, the gradient with its own, `partials`. */
export function filterGradientBindings(gradient: FilterGradient): Binding[] {
  const { batch, inputs, inputNames } = gradient;
  return [
    ...inputs.flatMap((source, i) => sourceBindings(inputNames[i] ?? '', source, batch)),
    ...sourceBindings(gradient.gradientName, gradient.gradient, batch),
    { name: 'partials', access: 'write', bytes: partialsBytes(partialsLayout(gradient)) },
  ];
}
