/** What the pipeline asks of its host, answered by a browser's worker. */
import jpegWasmUrl from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url';
import type { DataHost, HostPicture } from '../pipeline/data/dataHost';

export const browserHost: DataHost = {
  jpegModule: async () => WebAssembly.compile(await (await fetch(jpegWasmUrl)).arrayBuffer()),
  decodePicture,
};

/** Through a canvas, which holds 8 bits: only for formats that are asked for with no more. */
async function decodePicture(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<HostPicture> {
  const options = { premultiplyAlpha: 'none', colorSpaceConversion: 'none' } as const;
  const bitmap = await createImageBitmap(new Blob([bytes], { type }), options);
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('this browser gives no canvas to a worker');
    context.drawImage(bitmap, 0, 0);
    return {
      width,
      height,
      rgba: context.getImageData(0, 0, width, height).data as Uint8ClampedArray<ArrayBuffer>,
    };
  } finally {
    bitmap.close();
  }
}
