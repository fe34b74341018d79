/** Compares two files a piece at a time: a large image is never whole in memory. */

/** Bytes compared at a time. */
const PIECE = 2 ** 22;

/** Rejects where one of the two cannot be read any more. */
export async function haveSameBytes(one: Blob, other: Blob): Promise<boolean> {
  if (one.size !== other.size) return false;
  for (let at = 0; at < one.size; at += PIECE) {
    const [a, b] = await Promise.all([pieceOf(one, at), pieceOf(other, at)]);
    if (a.some((value, index) => value !== b[index])) return false;
  }
  return true;
}

async function pieceOf(blob: Blob, at: number): Promise<Uint8Array> {
  return new Uint8Array(await blob.slice(at, at + PIECE).arrayBuffer());
}
