/** What the data stage needs from its host: the JPEG decoder's WebAssembly, and the pictures only a browser decodes. */

/** Upright, straight alpha, no colour management. */
export interface HostPicture {
  readonly width: number;
  readonly height: number;
  /** [height, width, 4]. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

export interface DataHost {
  /** The compiled `mozjpeg_dec.wasm` of @jsquash/jpeg: one decoder for all hosts, so that all see the same bytes. */
  jpegModule(): Promise<WebAssembly.Module>;
  /** Decodes what the type names (image/webp, image/avif), in 8 bits. Absent where the host has no such decoder. */
  decodePicture?(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<HostPicture>;
}
