/** The image that an annotation file names, among those that are loaded. Used by pairOutlines. */

import { tidyPath } from '../filePaths';
import { fileName } from '../planeNames';

/**
 * `stated` may have folders, of which as many must agree as the loaded path has; a file of another kind will do where
 * none has the very name (the image was saved anew). Of several, the nearest to the annotation file.
 */
export function namedImage(
  stated: string,
  annotationPath: string,
  paths: readonly string[],
): { readonly path: string | null; readonly reason: string } {
  const name = tidyPath(stated).toLowerCase().normalize('NFC');
  const alike = [isEnd, isName, isStem].map((test) => paths.filter((path) => test(plain(path), name)));
  const candidates = alike.find((found) => found.length > 0) ?? [];
  const most = Math.max(...candidates.map((path) => sharedFolders(path, annotationPath)));
  const nearest = candidates.filter((path) => sharedFolders(path, annotationPath) === most);
  const [path, another] = nearest;
  if (path === undefined) return { path: null, reason: `it is of ${fileName(stated)}, which is not loaded` };
  if (another !== undefined) return { path: null, reason: `it could belong to ${path} or ${another}` };
  return { path, reason: `named in ${fileName(annotationPath)}` };
}

function plain(path: string): string {
  return path.toLowerCase().normalize('NFC');
}

function isEnd(path: string, name: string): boolean {
  return path === name || path.endsWith(`/${name}`) || name.endsWith(`/${path}`);
}

function isName(path: string, name: string): boolean {
  return fileName(path) === fileName(name);
}

function isStem(path: string, name: string): boolean {
  const stem = (text: string) => fileName(text).replace(/\.[^.]*$/, '');
  return stem(path) === stem(name);
}

function sharedFolders(path: string, other: string): number {
  const [own, others] = [path.split('/').slice(0, -1), other.split('/').slice(0, -1)];
  const differs = own.findIndex((folder, i) => folder !== others[i]);
  return differs === -1 ? own.length : differs;
}
