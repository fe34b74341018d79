/** Shape of a 3x3 convolution of stride 1 over one source or two side by side (skip and upsampled input). */
import type { Size } from '../correlation/correlation';
import { paddedChannels } from '../program';
import type { Source } from '../wgsl/source';

export interface Conv3x3Shape {
  readonly batch: number;
  /** One or two; the weights' input channels are theirs in order, each padded to a multiple of 4. */
  readonly sources: readonly Source[];
  /** Size of every source's region, px: its crop is from (cropY, cropX) to that far on. */
  readonly region: Size;
  /** True output channels. */
  readonly outChannels: number;
  /** Zeros around the region: 0 is `valid` (output 2 px smaller), 1 is `same`. */
  readonly pad: 0 | 1;
}

export function conv3x3OutputSize({ region, pad }: Conv3x3Shape): Size {
  return { height: region.height + 2 * pad - 2, width: region.width + 2 * pad - 2 };
}

/** Input channels of the weights in memory: the sources' padded channels. */
export function conv3x3InputChannels({ sources }: Conv3x3Shape): number {
  return sources.reduce((sum, { channels }) => sum + paddedChannels(channels), 0);
}

/** Bytes of the weights [3,3,I',O']. */
export function conv3x3WeightBytes(shape: Conv3x3Shape): number {
  return 9 * conv3x3InputChannels(shape) * paddedChannels(shape.outChannels) * 4;
}

/** Names of the sources' bindings. */
export const CONV3X3_SOURCES = ['a', 'b'] as const;

/** `16+16→32 @64x64`, for labels. */
export function conv3x3Text(shape: Conv3x3Shape): string {
  const { height, width } = conv3x3OutputSize(shape);
  const inputs = shape.sources.map(({ channels }) => channels).join('+');
  return `${inputs}→${shape.outChannels} @${height}x${width}`;
}
