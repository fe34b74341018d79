/** The one thing the data stage needs from its host: where the JPEG decoder's WebAssembly comes from. */

export interface DataHost {
  /** The compiled `mozjpeg_dec.wasm` of @jsquash/jpeg: one decoder for all hosts, so that all see the same bytes. */
  jpegModule(): Promise<WebAssembly.Module>;
}
