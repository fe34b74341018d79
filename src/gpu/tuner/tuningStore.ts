/** Where timings are kept from run to run. The tuner knows no files and no browser storage; hosts bring their own. */

/** ms of one whole op, by the key of its shape and the name of its tile. */
export type KernelTimes = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface TuningStore {
  /** What was timed on that adapter before; empty where nothing was. */
  read(adapter: string): Promise<KernelTimes>;
  /** Replaces it. */
  write(adapter: string, times: KernelTimes): Promise<void>;
}

/** Keeps timings for as long as the process or the page lives. */
export class MemoryTuningStore implements TuningStore {
  private readonly byAdapter = new Map<string, KernelTimes>();

  async read(adapter: string): Promise<KernelTimes> {
    return this.byAdapter.get(adapter) ?? {};
  }

  async write(adapter: string, times: KernelTimes): Promise<void> {
    this.byAdapter.set(adapter, times);
  }
}
