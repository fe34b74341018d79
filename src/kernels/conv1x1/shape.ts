/** Shape of a 1x1 convolution: the network's head, features to logits. */
import { paddedChannels } from '../program';
import type { Source } from '../wgsl/source';

export interface Conv1x1Shape {
  readonly batch: number;
  /** Read whole: its crop is (0, 0). */
  readonly source: Source;
  /** True output channels (classes). */
  readonly outChannels: number;
}

/** Bytes of the weights [1,1,I',O']. */
export function conv1x1WeightBytes({ source, outChannels }: Conv1x1Shape): number {
  return paddedChannels(source.channels) * paddedChannels(outChannels) * 4;
}

/** `64→2 @388x388`, for labels. */
export function conv1x1Text({ source, outChannels }: Conv1x1Shape): string {
  return `${source.channels}→${outChannels} @${source.height}x${source.width}`;
}
