/** The k-th smallest of many numbers without sorting or copying them: for percentiles of 32-bit and float images. */

const DIGITS = 4;
const RADIX = 1 << 16;

/**
 * The value of rank `rank` (0 = smallest) of the finite values of one channel of interleaved `data`; 0 where there
 * are not so many. Exact. Four passes at most: each finds 16 more bits of the value's place in the order of float64,
 * which holds every sample type exactly; memory is 65,536 counters whatever the image.
 */
export function orderStatistic(
  data: ArrayLike<number>,
  channel: number,
  channels: number,
  rank: number,
): number {
  const search = new RankSearch(rank);
  while (search.isOpen) {
    for (let i = channel; i < data.length; i += channels) search.visit(data[i] ?? 0);
    search.endPass();
  }
  return search.value;
}

/** The same for values that come in parts: all of them are visited in each pass, until it is no longer open. */
export class RankSearch {
  private readonly key = new FloatKey();
  private readonly prefix: number[] = [];
  private readonly counts = new Uint32Array(RADIX);
  private left: number;
  private missing = false;

  constructor(rank: number) {
    this.left = rank;
  }

  get isOpen(): boolean {
    return !this.missing && this.prefix.length < DIGITS;
  }

  /** Values that are not finite are passed over. */
  visit(value: number): void {
    if (!Number.isFinite(value)) return;
    this.key.set(value);
    if (!this.key.startsWith(this.prefix)) return;
    const digit = this.key.digit(this.prefix.length);
    this.counts[digit] = (this.counts[digit] ?? 0) + 1;
  }

  endPass(): void {
    const found = binOfRank(this.counts, this.left);
    this.counts.fill(0);
    this.missing = found === null;
    if (found === null) return;
    this.left -= found.below;
    this.prefix.push(found.digit);
  }

  /** Once it is no longer open. 0 where there are not so many values. */
  get value(): number {
    return this.missing ? 0 : this.key.valueOf(this.prefix);
  }
}

function binOfRank(counts: Uint32Array, rank: number): { digit: number; below: number } | null {
  let below = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit] ?? 0;
    if (rank < below + count) return { digit, below };
    below += count;
  }
  return null;
}

/**
 * A float64 as four 16-bit digits that compare as the numbers do: the sign bit is turned over, and for negative
 * numbers all other bits as well (IEEE 754 orders magnitudes like whole numbers).
 */
class FloatKey {
  private readonly bits = new DataView(new ArrayBuffer(8));
  private flip = 0;

  set(value: number): void {
    this.bits.setFloat64(0, value);
    this.flip = this.bits.getUint16(0) >= 0x8000 ? 0xffff : 0;
  }

  digit(depth: number): number {
    const digit = this.bits.getUint16(2 * depth) ^ this.flip;
    return depth === 0 && this.flip === 0 ? digit | 0x8000 : digit;
  }

  startsWith(prefix: readonly number[]): boolean {
    for (let depth = 0; depth < prefix.length; depth++) {
      if (this.digit(depth) !== prefix[depth]) return false;
    }
    return true;
  }

  valueOf(digits: readonly number[]): number {
    const isNegative = (digits[0] ?? 0) < 0x8000;
    digits.forEach((digit, depth) => {
      const plain = isNegative ? digit ^ 0xffff : depth === 0 ? digit & 0x7fff : digit;
      this.bits.setUint16(2 * depth, plain);
    });
    return this.bits.getFloat64(0);
  }
}
