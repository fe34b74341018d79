/** Weights of the small convolutions for tests: plain [taps,R,C] to the kernels' [taps,R',C']. */
import { paddedChannels } from '../kernels/program';

/** Pads both channel axes of each tap's matrix with zeros. */
export function padMatrices(
  values: ArrayLike<number>,
  rows: number,
  columns: number,
): Float32Array<ArrayBuffer> {
  const taps = values.length / (rows * columns);
  const [height, width] = [paddedChannels(rows), paddedChannels(columns)];
  const result = new Float32Array(taps * height * width);
  for (let i = 0; i < values.length; i++) {
    const row = Math.floor(i / columns);
    const at = Math.floor(row / rows) * height + (row % rows);
    result[at * width + (i % columns)] = values[i] ?? Number.NaN;
  }
  return result;
}
