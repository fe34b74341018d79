/** A raster as a JPEG file leaves it: MozJPEG's encoder, then the studio's decoder. Tests only. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import encode, { init } from '@jsquash/jpeg/encode.js';
import { defined } from '../common/assert';
import type { Raster } from '../domain/raster';
import { decodeJpeg } from '../pipeline/data/decodeJpeg';
import { nodeDataHost } from './nodeDataHost';

let started: Promise<void> | null = null;

/** `quality`: 1..100. 8-bit RGB in, RGB out (one channel where the file is grey). */
export async function throughJpeg(raster: Raster, quality: number): Promise<Raster> {
  started ??= start();
  await started;
  const { width, height, data } = raster;
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < rgba.length; i++) {
    rgba[i] = i % 4 === 3 ? 255 : (data[Math.floor(i / 4) * 3 + (i % 4)] ?? 0);
  }
  const picture = { data: rgba, width, height, colorSpace: 'srgb' } as ImageData;
  const bytes = new Uint8Array(await encode(picture, { quality }));
  const { planes } = await decodeJpeg('mask.jpg', bytes, nodeDataHost);
  return defined(planes[0], 'the decoded picture').raster;
}

async function start(): Promise<void> {
  const require = createRequire(import.meta.url);
  const path = require.resolve('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm');
  await init(await WebAssembly.compile(await readFile(path)));
}
