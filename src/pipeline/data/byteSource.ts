/** Random access to a file's bytes, in memory or in a Blob: what readers of TIFF ask, so that one reader does both. */

export interface ByteSource {
  readonly size: number;
  /** Bytes [offset, offset + length), fewer where the file ends. Not to be written to. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

export function bytesSource(bytes: Uint8Array<ArrayBuffer>): ByteSource {
  return {
    size: bytes.byteLength,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** Bytes fetched at once for small reads, and how many such pieces are kept. */
const PIECE_BYTES = 2 ** 16;
const PIECES_KEPT = 64;

/** Small reads are served from pieces of 64 KiB, of which the last few are kept; large ones go straight to the file. */
export function blobSource(blob: Blob): ByteSource {
  const pieces = new Map<number, Promise<Uint8Array<ArrayBuffer>>>();
  const piece = (index: number) => {
    const kept = pieces.get(index) ?? sliceBytes(blob, index * PIECE_BYTES, PIECE_BYTES);
    pieces.delete(index);
    pieces.set(index, kept);
    const [oldest] = pieces.keys();
    if (pieces.size > PIECES_KEPT && oldest !== undefined) pieces.delete(oldest);
    return kept;
  };
  return {
    size: blob.size,
    async read(offset, length) {
      const index = Math.floor(offset / PIECE_BYTES);
      const inPiece = offset - index * PIECE_BYTES;
      if (inPiece + length > PIECE_BYTES) return sliceBytes(blob, offset, length);
      return (await piece(index)).subarray(inPiece, inPiece + length);
    },
  };
}

async function sliceBytes(blob: Blob, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
}
