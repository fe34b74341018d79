/** A bounded memory of things that take a while to make; forgets what was used longest ago. */

interface Kept<T> {
  readonly value: Promise<T>;
  /** 0 until the value is there. */
  bytes: number;
}

export class AsyncCache<T> {
  private readonly items = new Map<string, Kept<T>>();

  /** `bytesOf` one value; the value used last stays even where it alone is larger than `maxBytes`. */
  constructor(
    private readonly maxBytes: number,
    private readonly bytesOf: (value: T) => number,
  ) {}

  /** The value of this key, made once however many ask at a time; a failure is not remembered. */
  get(key: string, make: () => Promise<T>): Promise<T> {
    const found = this.items.get(key);
    if (found === undefined) return this.keep(key, make());
    // A Map lists in order of insertion: the front is the longest unused.
    this.items.delete(key);
    this.items.set(key, found);
    return found.value;
  }

  put(key: string, value: T): void {
    this.delete(key);
    this.items.set(key, { value: Promise.resolve(value), bytes: this.bytesOf(value) });
    this.shrink();
  }

  delete(key: string): void {
    this.items.delete(key);
  }

  clear(): void {
    this.items.clear();
  }

  private keep(key: string, value: Promise<T>): Promise<T> {
    const kept: Kept<T> = { value, bytes: 0 };
    this.items.set(key, kept);
    const settle = (bytes: number | null) => {
      // Another value may have this key by now, or none.
      if (this.items.get(key) !== kept) return;
      if (bytes === null) this.items.delete(key);
      else {
        kept.bytes = bytes;
        this.shrink();
      }
    };
    value.then(
      (made) => settle(this.bytesOf(made)),
      () => settle(null),
    );
    return value;
  }

  private shrink(): void {
    let total = 0;
    for (const { bytes } of this.items.values()) total += bytes;
    for (const [oldest, { bytes }] of this.items) {
      if (total <= this.maxBytes || this.items.size === 1) return;
      this.items.delete(oldest);
      total -= bytes;
    }
  }
}
