/** Kernel timings in the user's cache folder: `$XDG_CACHE_HOME/unet-studio`, else `~/.cache/unet-studio`. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TimingsFile } from '../gpu/tuner/savedTimings';
import { report } from './progress';

export function timingsPath(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'unet-studio', 'timings.json');
}

/** What goes wrong is told on standard error, and the command goes on: kernels are then timed again next time. */
export function timingsFile(path = timingsPath()): TimingsFile {
  return {
    read: async () => {
      try {
        return await readFile(path, 'utf8');
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') report(`kernel timings in ${path} cannot be read: ${codeOf(error)}`);
        return null;
      }
    },
    write: async (text) => {
      try {
        await replace(path, text);
      } catch (error) {
        report(`kernel timings cannot be kept in ${path}: ${codeOf(error)}`);
      }
    },
  };
}

/** Under another name first: a command stopped at any point leaves the old file or the new one. */
async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.part`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, text);
  await rename(draft, path);
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  throw error;
}
