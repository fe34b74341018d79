/** Files that a command leaves behind; a folder is made where it is missing. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type StudioError, studioError } from '../common/errors';

/** Writes DIR/name, whole or not at all, and returns its path. Throws `cannot-write` naming the path. */
export async function writeResult(dir: string, name: string, content: Uint8Array | string): Promise<string> {
  const path = join(dir, name);
  const part = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, content);
    await rename(part, path);
  } catch (cause) {
    await Promise.allSettled([rm(part, { force: true })]);
    throw cannotWrite(path, cause);
  }
  return path;
}

/** `cannot-write`: the disk refused the file of a result. */
export function cannotWrite(path: string, cause: unknown): StudioError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return studioError(
    'cannot-write',
    `${path} could not be written: ${reason}.`,
    'Choose another --out.',
    path,
    cause,
  );
}

/** JSON for people: two spaces, a newline at the end. */
export function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
