/** Labels as an 8-bit grey PNG whose values are the class indices: what other programs read as a mask. */
import { encode } from 'fast-png';

/** `labels` is [height, width]. The picture looks black to the eye; its values are what counts. */
export function labelPng(
  labels: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const png = encode({ width, height, data: labels, channels: 1, depth: 8 });
  return new Uint8Array(png);
}
