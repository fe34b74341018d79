/** Masks without an image, a stack's pages as one entry. Pure. */
import type { Unpaired } from '../../domain/data';

export interface UnpairedFile {
  readonly path: string;
  readonly reason: string;
  /** How many pages of the file are unpaired for this reason. */
  readonly pages: number;
}

/** One entry for each path and reason, in order of first occurrence. */
export function unpairedFiles(unpaired: readonly Unpaired[]): UnpairedFile[] {
  const files = new Map<string, UnpairedFile>();
  for (const { path, reason } of unpaired) {
    const key = JSON.stringify([path, reason]);
    files.set(key, { path, reason, pages: (files.get(key)?.pages ?? 0) + 1 });
  }
  return [...files.values()];
}
