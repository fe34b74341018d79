/** Kernel timings in the browser's private file system, or in this visit's memory where it offers none. */
import { StudioError } from '../common/errors';
import type { TimingsFile } from '../gpu/tuner/savedTimings';
import { type OpenedFileStore, openFileStore } from '../storage/openFileStore';

const FILE = 'device/timings.json';

export function timingsFile(): TimingsFile {
  let opened: Promise<OpenedFileStore> | null = null;
  const store = () => {
    opened ??= openFileStore(globalThis.navigator.storage);
    return opened;
  };
  return {
    read: async () => {
      const file = await (await store()).files.read(FILE).catch(ignoreStorage);
      return file ? file.text() : null;
    },
    write: async (text) => {
      await (await store()).files.write(FILE, new Blob([text])).catch(ignoreStorage);
    },
  };
}

function ignoreStorage(error: unknown): null {
  if (error instanceof StudioError) return null;
  throw error;
}
