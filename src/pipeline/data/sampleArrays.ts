/** Small moves on interleaved samples that every decoder needs. */
import type { SampleArray, SampleType } from '../../domain/raster';

/** The first `kept` of `channels` interleaved channels; the same array where all are kept. */
export function keepChannels<T extends SampleArray>(data: T, channels: number, kept: number): T {
  if (kept === channels) return data;
  const pixels = data.length / channels;
  const out = data.slice(0, pixels * kept) as T;
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let c = 0; c < kept; c++) out[pixel * kept + c] = data[pixel * channels + c] ?? 0;
  }
  return out;
}

/** The sample type of a typed array, by its class. Throws a plain Error for a class that holds no samples. */
export function sampleTypeOf(data: ArrayBufferView): SampleType {
  const type = TYPES.get(data.constructor);
  if (type === undefined) throw new Error(`${data.constructor.name} holds no samples`);
  return type;
}

const TYPES = new Map<unknown, SampleType>([
  [Uint8Array, 'uint8'],
  [Uint16Array, 'uint16'],
  [Uint32Array, 'uint32'],
  [Int8Array, 'int8'],
  [Int16Array, 'int16'],
  [Int32Array, 'int32'],
  [Float32Array, 'float32'],
  [Float64Array, 'float64'],
]);
