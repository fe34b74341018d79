/** Between plain pixels, as files and tf.js have them, and pixels with padded channels, as kernels load them. Pure. */
import { paddedChannels } from '../kernels/program';

/**
 * Copies pixels [count, channels] into `target` [count, C'] from element `start` on; the pads of `target` are
 * left as they are, and must be zero.
 */
export function padChannels(
  source: Float32Array,
  channels: number,
  target: Float32Array<ArrayBuffer>,
  start = 0,
): void {
  const padded = paddedChannels(channels);
  if (padded === channels) {
    target.set(source, start);
    return;
  }
  for (let from = 0, to = start; from < source.length; to += padded) {
    for (let c = 0; c < channels; c++, from++) target[to + c] = source[from] ?? 0;
  }
}

/** The pixels [count, C'] without their pads: [count, channels]. */
export function unpadChannels(
  source: Float32Array<ArrayBuffer>,
  channels: number,
): Float32Array<ArrayBuffer> {
  const padded = paddedChannels(channels);
  if (padded === channels) return source.slice();
  const count = source.length / padded;
  const target = new Float32Array(count * channels);
  for (let from = 0, to = 0; from < source.length; from += padded) {
    for (let c = 0; c < channels; c++, to++) target[to] = source[from + c] ?? 0;
  }
  return target;
}
