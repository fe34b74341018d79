/** What the pipeline asks of its host, answered by a browser's worker. */
import jpegWasmUrl from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url';
import type { DataHost } from '../pipeline/data/dataHost';

export const browserHost: DataHost = {
  jpegModule: async () => WebAssembly.compile(await (await fetch(jpegWasmUrl)).arrayBuffer()),
};
