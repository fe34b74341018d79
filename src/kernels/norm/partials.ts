/**
 * The layout of instance-norm statistics between the kernel that makes a tensor and the dispatch that
 * finishes them. A convolution's epilogue writes one entry per tile of its output; the finishing kernel
 * merges the tiles of each (n, c) in index order.
 *
 * Buffer: float32 [N, tiles, 3, C'], C' = paddedChannels(channels). Rows of the third axis, per channel:
 *   0  count: pixels of the tile inside the tensor (the same for all channels, stored for each), > 0
 *   1  mean over those pixels
 *   2  M2: sum of squared deviations from that mean
 * Merging two entries (Chan, Golub, LeVeque 1983): n = na + nb, d = mb - ma,
 *   mean = ma + d * nb / n,  M2 = M2a + M2b + d² * na * nb / n;  variance = M2 / n (biased, as the norm).
 * Pad channels hold mean 0 and M2 0.
 */
import { paddedChannels } from '../program';

export interface StatisticsLayout {
  readonly batch: number;
  /** Tiles that cover one sample; each covers at least one pixel. */
  readonly tiles: number;
  /** True channels. */
  readonly channels: number;
}

export const STATISTICS_ROWS = 3;

/** Size of the partials buffer. */
export function statisticsBytes({ batch, tiles, channels }: StatisticsLayout): number {
  return batch * tiles * STATISTICS_ROWS * paddedChannels(channels) * 4;
}
