/** Pixels as they came from a file: no scaling, no colour conversion, every bit kept. */

export type SampleType = 'uint8' | 'uint16' | 'uint32' | 'int8' | 'int16' | 'int32' | 'float32' | 'float64';

export type SampleArray =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** One image plane, [height, width, channels], channels interleaved. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly type: SampleType;
  readonly data: SampleArray;
  /**
   * [entries, 3], the RGB colour of each value, where the file has a palette. The data are then the palette's
   * indices: what a mask means by its values, and what an image must be coloured by before use.
   */
  readonly palette?: Uint8Array<ArrayBuffer>;
}

/** A raster ready for the network: float32, [height, width, channels], normalised as the model says. */
export interface FloatRaster {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Float32Array<ArrayBuffer>;
}
