/** One TIFF block's stored bytes to its unpacked bytes, for every compression but JPEG (see tiffJpeg). */
import { unzlibSync } from 'fflate';
import { decodeLzw } from './tiffLzw';
import { decodePackBits } from './tiffPackBits';
import { decodeZstd } from './zstd';

export const CODEC = {
  none: 1,
  lzw: 5,
  jpeg: 7,
  deflate: 8,
  oldDeflate: 32946,
  packBits: 32773,
  zstd: 50000,
} as const;

const READ = new Set<number>(Object.values(CODEC));

const NAMES = new Map([
  [2, 'CCITT'],
  [3, 'CCITT G3'],
  [4, 'CCITT G4'],
  [6, 'old JPEG'],
  [33003, 'JPEG 2000'],
  [33005, 'JPEG 2000'],
  [34712, 'JPEG 2000'],
  [34887, 'LERC'],
  [34925, 'LZMA'],
  [50001, 'WebP'],
  [50002, 'JPEG XL'],
]);

/**
 * Most bytes that one stored byte can become: deflate's longest match for its shortest codes; LZW's longest string for
 * 12 bits; 128 bytes a pair; 128 KiB a block of four bytes; 64 pixels a bit, four bytes each.
 */
const MAX_RATIOS = new Map<number, number>([
  [CODEC.deflate, 1032],
  [CODEC.oldDeflate, 1032],
  [CODEC.lzw, 2731],
  [CODEC.packBits, 64],
  [CODEC.zstd, 2 ** 15],
  [CODEC.jpeg, 2048],
]);

/** Whether `stored` bytes can hold `bytes` unpacked ones: asked before memory is taken. */
export function canHold(compression: number, stored: number, bytes: number): boolean {
  return stored * (MAX_RATIOS.get(compression) ?? 1) >= bytes;
}

/** What completes "It uses ...", or null where the compression is read. */
export function codecRefusal({ compression, bits, samples }: CodedSamples): string | null {
  if (!READ.has(compression)) return `TIFF compression ${NAMES.get(compression) ?? `number ${compression}`}`;
  if (compression !== CODEC.jpeg) return null;
  if (bits !== 8) return `${bits}-bit JPEG`;
  return samples === 1 || samples === 3 ? null : `JPEG blocks of ${samples} channels`;
}

interface CodedSamples {
  readonly compression: number;
  readonly bits: number;
  readonly samples: number;
}

/**
 * The first `length` bytes, in memory of their own, fewer where the data end early. Never allocates more than
 * `length` and a window. Throws a plain Error in the decoder's words on damage.
 */
export function unpackBlock(
  compression: number,
  stored: Uint8Array,
  length: number,
): Uint8Array<ArrayBuffer> {
  switch (compression) {
    case CODEC.lzw:
      return decodeLzw(stored, length);
    case CODEC.deflate:
    case CODEC.oldDeflate:
      return unzlibSync(stored, { out: new Uint8Array(length) }) as Uint8Array<ArrayBuffer>;
    case CODEC.packBits:
      return decodePackBits(stored, length);
    case CODEC.zstd:
      return decodeZstd(stored, length);
    default:
      return Uint8Array.from(stored.subarray(0, length));
  }
}
