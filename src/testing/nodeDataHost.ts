/** The data stage's host for tests in Node: the JPEG decoder from node_modules. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { DataHost } from '../pipeline/data/dataHost';

let compiled: Promise<WebAssembly.Module> | null = null;

export const nodeDataHost: DataHost = {
  jpegModule: () => {
    compiled ??= compileJpeg();
    return compiled;
  },
};

async function compileJpeg(): Promise<WebAssembly.Module> {
  const require = createRequire(import.meta.url);
  const path = require.resolve('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm');
  return WebAssembly.compile(await readFile(path));
}
