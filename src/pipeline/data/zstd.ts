/** Zstandard (RFC 8878) with an end to what it may write, whatever the data say. Called by tiffCodecs. */
import { Decompress } from 'fzstd';

/** The window that decoders have to grant is 8 MiB; this grants what the reference program does by default. */
const MAX_WINDOW = 2 ** 27;

/** The first `limit` bytes, fewer where the input holds fewer. Throws a plain Error on damage. */
export function decodeZstd(input: Uint8Array, limit: number): Uint8Array<ArrayBuffer> {
  if (windowBytes(input) > Math.max(MAX_WINDOW, limit)) throw new Error('zstd window too large');
  const out = new Uint8Array(limit);
  let end = 0;
  const stream = new Decompress((chunk) => {
    const kept = chunk.subarray(0, limit - end);
    out.set(kept, end);
    end += kept.length;
    if (end >= limit) throw FULL;
  });
  try {
    stream.push(input, true);
  } catch (thrown) {
    if (thrown !== FULL) throw thrown;
  }
  return out.subarray(0, end);
}

/** Thrown to leave the decoder once there is enough; it goes no further than decodeZstd. */
const FULL = new Error('enough');

/** RFC 8878, 3.1.1.1: what the frame's header asks for, before anything is allocated. */
function windowBytes(input: Uint8Array): number {
  const descriptor = input[4] ?? 0;
  const single = (descriptor >> 5) & 1;
  const sizeFlag = descriptor >> 6;
  if (single === 0) {
    const window = input[5] ?? 0;
    return 2 ** (10 + (window >> 3)) * (1 + (window & 7) / 8);
  }
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeBytes = sizeFlag === 0 ? 1 : 2 ** sizeFlag;
  let size = 0;
  for (let i = sizeBytes - 1; i >= 0; i--) size = size * 256 + (input[5 + dictionary + i] ?? 0);
  return size + (sizeFlag === 1 ? 256 : 0);
}
