/** Timings kept as one text that a host saves: a file of the browser's or of the machine's. Read once, written whole. */
import type { KernelTimes, TuningStore } from './tuningStore';

export interface TimingsFile {
  /** Null where there is none, or none can be had. */
  read(): Promise<string | null>;
  /** Replaces it, whole or not at all. Never rejects: the worst of not keeping it is to time again. */
  write(text: string): Promise<void>;
}

const EDITION = 1;

/** Adapters, drivers and versions of kernels differ in name; those not seen for long go. */
const MOST_ADAPTERS = 24;

export class SavedTimings implements TuningStore {
  private loaded: Promise<Map<string, KernelTimes>> | null = null;
  private saving: Promise<void> = Promise.resolve();

  /** `onDamage` hears of a file that is none of ours or was cut off; it is replaced by the next write. */
  constructor(
    private readonly file: TimingsFile,
    private readonly onDamage: () => void = () => undefined,
  ) {}

  async read(adapter: string): Promise<KernelTimes> {
    return (await this.all()).get(adapter) ?? {};
  }

  async write(adapter: string, times: KernelTimes): Promise<void> {
    const all = await this.all();
    all.delete(adapter);
    all.set(adapter, times);
    for (const oldest of [...all.keys()].slice(0, -MOST_ADAPTERS)) all.delete(oldest);
    this.saving = this.saving.then(() => this.file.write(timingsText(all)));
    await this.saving;
  }

  private all(): Promise<Map<string, KernelTimes>> {
    this.loaded ??= this.load();
    return this.loaded;
  }

  private async load(): Promise<Map<string, KernelTimes>> {
    const text = await this.file.read();
    const found = text === null ? new Map<string, KernelTimes>() : parseTimings(text);
    if (!found) this.onDamage();
    return found ?? new Map();
  }
}

function timingsText(all: ReadonlyMap<string, KernelTimes>): string {
  return JSON.stringify({ edition: EDITION, adapters: Object.fromEntries(all) });
}

/** Null where the text is not what timingsText gives. */
function parseTimings(text: string): Map<string, KernelTimes> | null {
  const content = parsed(text);
  if (!isRecord(content) || content.edition !== EDITION || !isRecord(content.adapters)) return null;
  const adapters = Object.entries(content.adapters);
  return adapters.every((entry): entry is [string, KernelTimes] => isTimes(entry[1]))
    ? new Map(adapters)
    : null;
}

function isTimes(value: unknown): value is KernelTimes {
  return isRecord(value) && Object.values(value).every((tiles) => isRecord(tiles) && areTimes(tiles));
}

function areTimes(tiles: Readonly<Record<string, unknown>>): boolean {
  return Object.values(tiles).every((ms) => typeof ms === 'number' && Number.isFinite(ms) && ms >= 0);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
