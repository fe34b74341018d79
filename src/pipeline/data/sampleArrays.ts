/** Small moves on interleaved samples that every decoder needs. */
import type { Raster, SampleArray, SampleType } from '../../domain/raster';

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

/** One raster with the channels of all, which have one size and type; the only one as it is, palette and all. */
export function composeChannels(rasters: readonly Raster[]): Raster {
  const [first, ...others] = rasters;
  if (first === undefined) throw new Error('no channels to compose');
  if (others.length === 0) return first;
  const { width, height, type } = first;
  const channels = rasters.reduce((sum, raster) => sum + raster.channels, 0);
  const data = newSamples(type, width * height * channels);
  let start = 0;
  for (const raster of rasters) {
    for (let c = 0; c < raster.channels; c++, start++) {
      const pixels = width * height;
      for (let i = 0; i < pixels; i++) data[i * channels + start] = raster.data[i * raster.channels + c] ?? 0;
    }
  }
  return { width, height, channels, type, data };
}

const ARRAYS = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** All zero. */
export function newSamples(type: SampleType, length: number): SampleArray {
  return new ARRAYS[type](length);
}

/** A view of bytes that hold such samples already, in the machine's order, from a multiple of a sample's size on. */
export function samplesOver(
  type: SampleType,
  buffer: ArrayBuffer,
  byteOffset: number,
  length: number,
): SampleArray {
  return new ARRAYS[type](buffer, byteOffset, length);
}

/** The sample type of a typed array, by its class. Throws a plain Error for a class that holds no samples. */
export function sampleTypeOf(data: ArrayBufferView): SampleType {
  const type = TYPES.get(data.constructor);
  if (type === undefined) throw new Error(`${data.constructor.name} holds no samples`);
  return type;
}

const TYPES = new Map<unknown, SampleType>(
  Object.entries(ARRAYS).map(([type, array]) => [array, type as SampleType]),
);
