/** Files of the machine as the data stage takes them: a file, or a folder's files in natural order. */
import { openAsBlob } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { studioError } from '../common/errors';
import { naturalOrder } from '../pipeline/data/naturalOrder';
import type { SourceFile } from '../pipeline/data/sourceFile';

/**
 * Everything at `path`, symbolic links followed, hidden files left out; paths are relative to a folder's own.
 * Throws `unreadable-file` where there is nothing.
 */
export async function filesAt(path: string): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const { name, place } of await placesAt(path)) files.push(await read(place, name));
  return files;
}

/** Where those files are, as absolute paths; throws the same. */
export async function pathsAt(path: string): Promise<string[]> {
  return (await placesAt(path)).map(({ place }) => resolve(place));
}

interface Place {
  readonly name: string;
  /** As the machine finds it. */
  readonly place: string;
}

async function placesAt(path: string): Promise<Place[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw studioError('unreadable-file', `There is nothing at ${path}.`, 'Check the path.', path, cause);
  });
  if (!found.isDirectory()) return [{ name: basename(path), place: path }];
  const names = await filesBelow(path, '');
  return names.sort(naturalOrder).map((name) => ({ name, place: join(path, name) }));
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const names: string[] = [];
  for (const name of await readdir(join(root, folder))) {
    if (name.startsWith('.')) continue;
    const path = folder === '' ? name : `${folder}/${name}`;
    const isFolder = (await stat(join(root, path))).isDirectory();
    if (isFolder) names.push(...(await filesBelow(root, path)));
    else names.push(path);
  }
  return names;
}

/** Opened, not read: the bytes come when somebody asks for them. */
async function read(path: string, name: string): Promise<SourceFile> {
  return { path: name, blob: await openAsBlob(path) };
}
