/** Where a file goes while it is written, piece by piece: memory here, a disk elsewhere. */

export interface ByteSink {
  /** Writes at the end. The bytes may be used again once it resolves. */
  append(bytes: Uint8Array): Promise<void>;
  /** Replaces bytes that were written before. */
  overwrite(at: number, bytes: Uint8Array): Promise<void>;
}

/** Keeps the whole file. */
export class MemorySink implements ByteSink {
  private readonly pieces: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  private length = 0;

  async append(bytes: Uint8Array): Promise<void> {
    this.pieces.push({ at: this.length, bytes: bytes.slice() });
    this.length += bytes.length;
  }

  async overwrite(at: number, bytes: Uint8Array): Promise<void> {
    this.pieces.push({ at, bytes: bytes.slice() });
  }

  /** All that was written. */
  bytes(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.length);
    for (const { at, bytes } of this.pieces) whole.set(bytes, at);
    return whole;
  }
}
