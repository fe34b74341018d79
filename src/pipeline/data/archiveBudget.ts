/** How much one dropped archive may become, all archives inside it included. Counts real bytes, not stated ones. */
import { type StudioError, studioError } from '../../common/errors';

export const ARCHIVE_LIMITS = {
  /** Bytes inflated in all. */
  bytes: 2 ** 33,
  /** Files in all. */
  entries: 20_000,
  /** Archives in archives. */
  depth: 4,
  /** Bytes inflated for each byte of the archive, once they are more than `freeBytes`: empty masks do deflate 1000-fold. */
  ratio: 200,
  freeBytes: 2 ** 29,
} as const;

export type ArchiveLimits = { readonly [K in keyof typeof ARCHIVE_LIMITS]: number };

export class ArchiveBudget {
  private bytes = 0;
  private entries = 0;
  private depth = 0;
  /** Whether a limit was passed: nothing more of this archive is read. */
  spent = false;

  constructor(
    readonly path: string,
    private readonly archiveBytes: number,
    private readonly limits: ArchiveLimits,
  ) {}

  /** Before an archive is opened. This and the others throw `archive-bomb`. */
  enter(): void {
    this.depth += 1;
    if (this.depth > this.limits.depth)
      throw this.bomb(`holds archives ${this.depth} deep`, `${this.limits.depth}`);
  }

  leave(): void {
    this.depth -= 1;
  }

  addEntries(count: number): void {
    this.entries += count;
    if (this.entries > this.limits.entries)
      throw this.bomb(`holds ${this.entries} files`, `${this.limits.entries}`);
  }

  addBytes(count: number): void {
    this.bytes += count;
    const { bytes, ratio, freeBytes } = this.limits;
    const mib = (value: number) => `${Math.ceil(value / 2 ** 20)} MiB`;
    if (this.bytes > bytes) throw this.bomb(`unpacks to more than ${mib(bytes)}`, mib(bytes));
    if (this.bytes > freeBytes && this.bytes > this.archiveBytes * ratio) {
      throw this.bomb(`unpacks to more than ${ratio} times its size`, `${ratio} times`);
    }
  }

  private bomb(what: string, limit: string): StudioError {
    this.spent = true;
    const hint = 'Unpack it with another program, look at what is inside, and drop the images themselves.';
    const message = `${this.path} ${what}; up to ${limit} are read from one archive, and the rest of it was left out.`;
    return studioError('archive-bomb', message, hint, this.path);
  }
}

/** For one dropped file of `archiveBytes`. */
export function newBudget(
  path: string,
  archiveBytes: number,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): ArchiveBudget {
  return new ArchiveBudget(path, archiveBytes, limits);
}
