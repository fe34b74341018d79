/**
 * MozJPEG in WebAssembly, started by hand: @jsquash/jpeg's own loader keeps one instance for ever, and an
 * instance is dead after the first broken file. Used by decodeJpeg only.
 */
import createMozjpeg from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import type { DataHost } from './dataHost';

export interface DecodedJpeg {
  readonly width: number;
  readonly height: number;
  /** [height, width, 4]. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  /** What the decoder complained of on the way. */
  readonly complaints: readonly string[];
}

/** The parts of the Emscripten module that are used. */
interface Mozjpeg {
  /** With `upright`, the EXIF orientation is applied. */
  decode(data: Uint8Array, upright: boolean): ImageData | null;
}

type CreateMozjpeg = (options: {
  noInitialRun: true;
  instantiateWasm: (
    imports: WebAssembly.Imports,
    ready: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
  print: (line: string) => void;
  printErr: (line: string) => void;
}) => Promise<Mozjpeg>;

interface Decoder {
  readonly module: Mozjpeg;
  /** Filled by the module while it decodes. */
  readonly complaints: string[];
}

const decoders = new WeakMap<DataHost, Promise<Decoder>>();

/** Upright RGBA. Throws a plain Error in the decoder's words; the next call then starts a fresh instance. */
export async function decodeJpegRgba(bytes: Uint8Array, host: DataHost): Promise<DecodedJpeg> {
  const decoder = await decoderOf(host);
  decoder.complaints.length = 0;
  try {
    const image = decoder.module.decode(bytes, true);
    if (image === null) throw new Error('nothing was decoded');
    const rgba = image.data as Uint8ClampedArray<ArrayBuffer>;
    return { width: image.width, height: image.height, rgba, complaints: [...decoder.complaints] };
  } catch (cause) {
    decoders.delete(host);
    throw new Error(decoder.complaints.at(-1) ?? 'the decoder stopped', { cause });
  }
}

function decoderOf(host: DataHost): Promise<Decoder> {
  const running = decoders.get(host);
  if (running !== undefined) return running;
  const started = startDecoder(host);
  decoders.set(host, started);
  // A module that failed to load is asked for again next time; this call still rejects.
  started.catch(() => decoders.delete(host));
  return started;
}

async function startDecoder(host: DataHost): Promise<Decoder> {
  const wasm = await host.jpegModule();
  const complaints: string[] = [];
  const complain = (line: string) => complaints.push(line);
  const module = await (createMozjpeg as unknown as CreateMozjpeg)({
    noInitialRun: true,
    instantiateWasm: (imports, ready) => {
      const instance = new WebAssembly.Instance(wasm, imports);
      ready(instance);
      return instance.exports;
    },
    print: complain,
    printErr: complain,
  });
  return { module, complaints };
}
