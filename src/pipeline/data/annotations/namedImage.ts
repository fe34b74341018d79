/** The image that an annotation file names, among those that are loaded. Used by pairOutlines. */
import { groupBy } from '../../../common/groupBy';
import { tidyPath } from '../filePaths';
import { fileName } from '../planeNames';

interface Named {
  readonly path: string | null;
  readonly reason: string;
}

interface Loaded {
  readonly path: string;
  /** Without differences of case and of composed letters. */
  readonly plain: string;
}

/**
 * `stated` may have folders, of which as many must agree as the loaded path has; a file of another kind will do where
 * none has the very name (the image was saved anew). Of several, the nearest to the annotation file. Names of `paths`
 * are looked at once, so that thousands of annotated images among thousands of loaded ones are found quickly.
 */
export function imageNamer(paths: readonly string[]): (stated: string, annotationPath: string) => Named {
  const loaded = paths.map((path): Loaded => ({ path, plain: path.toLowerCase().normalize('NFC') }));
  const byName = groupBy(loaded, ({ plain }) => fileName(plain));
  const byStem = groupBy(loaded, ({ plain }) => stemOf(plain));
  return (stated, annotationPath) => {
    const name = tidyPath(stated).toLowerCase().normalize('NFC');
    const sameName = byName.get(fileName(name)) ?? [];
    const sameEnd = sameName.filter(({ plain }) => isEnd(plain, name));
    const alike = [sameEnd, sameName, byStem.get(stemOf(name)) ?? []];
    const candidates = alike.find((found) => found.length > 0) ?? [];
    return nearest(
      candidates.map(({ path }) => path),
      stated,
      annotationPath,
    );
  };
}

function nearest(candidates: readonly string[], stated: string, annotationPath: string): Named {
  const shared = candidates.map((path) => sharedFolders(path, annotationPath));
  const most = Math.max(...shared);
  const [path, another] = candidates.filter((_, i) => shared[i] === most);
  if (path === undefined) return { path: null, reason: `it is of ${fileName(stated)}, which is not loaded` };
  if (another !== undefined) return { path: null, reason: `it could belong to ${path} or ${another}` };
  return { path, reason: `named in ${fileName(annotationPath)}` };
}

function isEnd(path: string, name: string): boolean {
  return path === name || path.endsWith(`/${name}`) || name.endsWith(`/${path}`);
}

function stemOf(path: string): string {
  return fileName(path).replace(/\.[^.]*$/, '');
}

function sharedFolders(path: string, other: string): number {
  const [own, others] = [path.split('/').slice(0, -1), other.split('/').slice(0, -1)];
  const differs = own.findIndex((folder, i) => folder !== others[i]);
  return differs === -1 ? own.length : differs;
}
