/** PackBits (TIFF 6.0 section 9): runs and literals, told apart by a signed byte. Called by tiffCodecs. */

/** The first `limit` bytes, fewer where the input holds fewer. */
export function decodePackBits(input: Uint8Array, limit: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(limit);
  let end = 0;
  for (let at = 0; at < input.length && end < limit; ) {
    const head = input[at] ?? 0;
    if (head < 128) {
      const literal = input.subarray(at + 1, at + 2 + head).subarray(0, limit - end);
      out.set(literal, end);
      end += literal.length;
      at += head + 2;
    } else if (head > 128) {
      const next = Math.min(limit, end + 257 - head);
      out.fill(input[at + 1] ?? 0, end, next);
      end = next;
      at += 2;
    } else {
      at += 1;
    }
  }
  return out.subarray(0, end);
}
