/** How often a run may pause to show what it makes of a held-out image: the looks stay a small part of its time. */

/** Part of the run's time that looks may take. */
export const GLIMPSE_SHARE = 0.08;
/** Before the first look, ms: its cost is not known yet. */
const FIRST_AFTER_MS = 2000;

export class GlimpseBudget {
  private readonly startedMs: number;
  private spentMs = 0;
  private lastMs = 0;

  constructor(private readonly now: () => number) {
    this.startedMs = now();
  }

  /** Whether one more look as dear as the last stays within the share. */
  allows(): boolean {
    const elapsed = this.now() - this.startedMs;
    if (this.lastMs === 0) return elapsed >= FIRST_AFTER_MS;
    return this.spentMs + this.lastMs <= GLIMPSE_SHARE * (elapsed + this.lastMs);
  }

  /** Runs a look and counts what it took. */
  async spend<T>(look: () => Promise<T>): Promise<T> {
    const started = this.now();
    try {
      return await look();
    } finally {
      this.lastMs = Math.max(1, this.now() - started);
      this.spentMs += this.lastMs;
    }
  }
}
