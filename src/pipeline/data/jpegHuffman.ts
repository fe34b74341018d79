/** Huffman tables and the bits of JPEG's entropy-coded data (ITU-T T.81, annexes C and F.2.2). */

export interface HuffmanTable {
  /** For each code length 1..16: how many codes, the first of them, and where its symbols start. */
  readonly counts: readonly number[];
  readonly firstCodes: readonly number[];
  readonly starts: readonly number[];
  readonly symbols: Uint8Array;
}

/** From the 16 counts and the symbols of a DHT segment. */
export function huffmanTable(lengths: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const [counts, firstCodes, starts]: [number[], number[], number[]] = [[0], [0], [0]];
  let [code, start] = [0, 0];
  for (const count of lengths) {
    counts.push(count);
    firstCodes.push(code);
    starts.push(start);
    code = (code + count) * 2;
    start += count;
  }
  return { counts, firstCodes, starts, symbols };
}

/** The entropy-coded data stop before the image does. */
export class JpegEndsEarly extends Error {}

/** Bits from `at` on, high bit first, stuffed zeros left out. Every read throws JpegEndsEarly where the data end. */
export class JpegBits {
  private held = 0;
  private count = 0;

  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
  ) {}

  bit(): number {
    if (this.count === 0) this.fill();
    this.count -= 1;
    return (this.held >> this.count) & 1;
  }

  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + this.bit();
    return value;
  }

  /** `count` bits as a signed difference (figure F.12). */
  signed(count: number): number {
    if (count === 0) return 0;
    const value = this.bits(count);
    return value < 2 ** (count - 1) ? value - 2 ** count + 1 : value;
  }

  symbol({ counts, firstCodes, starts, symbols }: HuffmanTable): number {
    let code = 0;
    for (let length = 1; length <= 16; length++) {
      code = code * 2 + this.bit();
      const index = code - (firstCodes[length] ?? 0);
      if (index < (counts[length] ?? 0)) return symbols[(starts[length] ?? 0) + index] ?? 0;
    }
    throw new Error('a JPEG code that does not exist');
  }

  /** Skips to the next restart marker and past it. */
  restart(): void {
    this.count = 0;
    const marker = this.bytes[this.at + 1] ?? 0;
    if (this.bytes[this.at] !== 0xff || marker < 0xd0 || marker > 0xd7)
      throw new Error('a JPEG restart is missing');
    this.at += 2;
  }

  private fill(): void {
    const byte = this.bytes[this.at];
    const next = this.bytes[this.at + 1];
    if (byte === undefined || (byte === 0xff && next !== 0)) throw new JpegEndsEarly('JPEG data end early');
    this.held = byte;
    this.count = 8;
    this.at += byte === 0xff ? 2 : 1;
  }
}
