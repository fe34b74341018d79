/** A cache bounded by bytes that forgets what was used longest ago. */

export class RecentlyUsed<T> {
  private readonly items = new Map<string, { readonly value: T; readonly bytes: number }>();
  private bytes = 0;

  constructor(private readonly maxBytes: number) {}

  /** The cached value, or a newly made one. A value larger than the whole cache is made, not kept. */
  get(key: string, make: () => T, bytesOf: (value: T) => number): T {
    const found = this.items.get(key);
    if (found !== undefined) {
      // A Map lists in order of insertion: the front is the longest unused.
      this.items.delete(key);
      this.items.set(key, found);
      return found.value;
    }
    const value = make();
    this.keep(key, value, bytesOf(value));
    return value;
  }

  clear(): void {
    this.items.clear();
    this.bytes = 0;
  }

  private keep(key: string, value: T, bytes: number): void {
    if (bytes > this.maxBytes) return;
    this.items.set(key, { value, bytes });
    this.bytes += bytes;
    for (const [oldest, item] of this.items) {
      if (this.bytes <= this.maxBytes) return;
      this.items.delete(oldest);
      this.bytes -= item.bytes;
    }
  }
}
