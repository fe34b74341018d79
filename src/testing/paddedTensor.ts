/** Between plain NHWC arrays of references and kernels' memory, whose channels are padded with zeros to 4. */
import { paddedChannels } from '../kernels/program';

/** [..., C] to [..., C'] with zeros in the added channels. */
export function padChannels(values: ArrayLike<number>, channels: number): Float32Array<ArrayBuffer> {
  const padded = paddedChannels(channels);
  const rows = values.length / channels;
  const result = new Float32Array(rows * padded);
  for (let i = 0; i < values.length; i++) {
    result[Math.floor(i / channels) * padded + (i % channels)] = values[i] ?? Number.NaN;
  }
  return result;
}

/** [..., C'] to [..., C]; throws where a padding channel is not zero, since the kernels promise that it stays so. */
export function unpadChannels(values: ArrayLike<number>, channels: number): Float32Array<ArrayBuffer> {
  const padded = paddedChannels(channels);
  const rows = values.length / padded;
  const result = new Float32Array(rows * channels);
  for (let i = 0; i < values.length; i++) {
    const c = i % padded;
    if (c < channels) result[Math.floor(i / padded) * channels + c] = values[i] ?? Number.NaN;
    else if (values[i] !== 0) throw new Error(`padding channel ${c} of element ${i} is ${values[i]}`);
  }
  return result;
}
