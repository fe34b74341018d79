/**
 * The one family that all convolution kernels here belong to, as plain data: a K x K correlation with a stride,
 * read from one or two sources. The 3x3 convolution (K 3) and its input gradient (flipped taps), the 2x2
 * up-convolution (as a 1x1 correlation to four times the channels) and its input gradient (K 2, stride 2) and the
 * 1x1 head are instances; directCorrelation and tiledCorrelation turn one into a program.
 */
import type { Binding } from '../program';
import type { Source } from '../wgsl/source';

export interface Correlation {
  readonly label: string;
  readonly batch: number;
  /** One or two inputs whose channels stand side by side; their regions have one size. */
  readonly sources: readonly Source[];
  /** Names of the sources' bindings. */
  readonly sourceNames: readonly string[];
  /** The region of each source, px. Outside it every source is 0. */
  readonly region: Size;
  readonly kernel: 1 | 2 | 3;
  readonly stride: 1 | 2;
  /** Zeros around the region, px. */
  readonly pad: 0 | 1 | 2;
  readonly weights: WeightLayout;
  /** The pixels that are computed; only the rows of the band are dispatched. */
  readonly output: Size;
  /** Groups of four output channels. */
  readonly outputGroups: number;
  /** Output rows to compute, for a dispatch cut into bands. */
  readonly rows: RowBand;
  readonly epilogue: Epilogue;
}

export interface Size {
  readonly height: number;
  readonly width: number;
}

export interface RowBand {
  readonly start: number;
  readonly count: number;
}

/** How the correlation's weights lie in the binding `weights`: array<vec4f>, taps outermost. */
export interface WeightLayout {
  /**
   * `inputMajor`: [K,K,I',O'], a vec4 holds four outputs of one input. `outputMajor`: [K,K,O',I'], a vec4 holds
   * four inputs of one output; sums are then dot products.
   */
  readonly order: 'inputMajor' | 'outputMajor';
  /** Padded sizes of those axes in memory. */
  readonly inputs: number;
  readonly outputs: number;
  /** First channel of the output axis that is computed, a multiple of 4. */
  readonly firstOutput: number;
  /** Tap (ky, kx) reads the weights of (K-1-ky, K-1-kx). */
  readonly flipped: boolean;
  readonly bytes: number;
}

/** What becomes of the sums. */
export interface Epilogue {
  /** Bindings besides sources, scale/shift and weights, all array<vec4f>. */
  readonly bindings: readonly Binding[];
  /** Expression of the accumulators' first value for the output group named by `group`. */
  initial(group: string): string;
  /** Expression of the stored value. */
  value(sum: string, at: OutputPosition): string;
  /** Statement that stores `value` (a name). */
  store(value: string, at: OutputPosition): string;
  /** Also write the stored values' statistics per tile (see norm/partials.ts), to a binding `statistics`. */
  readonly statistics: boolean;
}

/** WGSL expressions (i32) of an output vec4's place. */
export interface OutputPosition {
  readonly n: string;
  readonly y: string;
  readonly x: string;
  readonly group: string;
}

/** All rows of an output. */
export function allRows(height: number): RowBand {
  return { start: 0, count: height };
}
