/** Shape of a 2x2 up-convolution of stride 2, tf.js's conv2dTranspose: every input pixel makes a 2x2 block. */
import { paddedChannels } from '../program';
import type { Source } from '../wgsl/source';

export interface Upconv2x2Shape {
  readonly batch: number;
  /** Read whole: its crop is (0, 0). */
  readonly source: Source;
  /** True output channels; the output is twice as high and wide as the source. */
  readonly outChannels: number;
}

/** Bytes of the weights [2,2,O',I']. */
export function upconv2x2WeightBytes({ source, outChannels }: Upconv2x2Shape): number {
  return 4 * paddedChannels(outChannels) * paddedChannels(source.channels) * 4;
}

/** `32→16 @64x64` with the output's size, for labels. */
export function upconv2x2Text({ source, outChannels }: Upconv2x2Shape): string {
  return `${source.channels}→${outChannels} @${source.height * 2}x${source.width * 2}`;
}
