/** Which adapters have passed their self-check, kept across visits. Owned by the network worker. */

import { StudioError } from '../common/errors';
import type { Norm } from '../domain/network';
import { type OpenedFileStore, openFileStore } from '../storage/openFileStore';

const FILE = 'device/checked.json';

/** Raised where kernels change so that what was checked before says nothing any more. */
const EDITION = 1;

export class CheckedAdapters {
  private opened: Promise<OpenedFileStore> | null = null;
  /** Where nothing can be kept, for this visit at least. */
  private readonly seen = new Set<string>();

  async has(adapter: string, norm: Norm): Promise<boolean> {
    const key = keyOf(adapter, norm);
    return this.seen.has(key) || (await this.kept()).includes(key);
  }

  /** Never rejects: the worst of not keeping it is another check. */
  async add(adapter: string, norm: Norm): Promise<void> {
    const key = keyOf(adapter, norm);
    this.seen.add(key);
    const keys = [...new Set([...(await this.kept()), key])];
    const { files } = await this.store();
    await files.write(FILE, new Blob([JSON.stringify(keys)])).catch(ignoreStorage);
  }

  private async kept(): Promise<readonly string[]> {
    const { files } = await this.store();
    const file = await files.read(FILE).catch(ignoreStorage);
    return file ? keysIn(await file.text()) : [];
  }

  private store(): Promise<OpenedFileStore> {
    this.opened ??= openFileStore(globalThis.navigator.storage);
    return this.opened;
  }
}

function keyOf(adapter: string, norm: Norm): string {
  return `${EDITION} ${norm} ${adapter}`;
}

function keysIn(text: string): readonly string[] {
  try {
    const keys: unknown = JSON.parse(text);
    return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
  } catch (error) {
    // A file that was cut off says nothing: the check is made again.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function ignoreStorage(error: unknown): null {
  if (error instanceof StudioError) return null;
  throw error;
}
