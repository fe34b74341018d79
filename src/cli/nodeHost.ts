/** What the pipeline asks of its host, answered by Node, which decodes no WebP and AVIF. The bundle holds the wasm as a data URL. */
import jpegWasmUrl from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url';
import type { DataHost } from '../pipeline/data/dataHost';

export const nodeHost: DataHost = {
  jpegModule: async () => WebAssembly.compile(await (await fetch(jpegWasmUrl)).arrayBuffer()),
};
