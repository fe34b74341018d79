/** A file of a drop with what its name and its folders say, worked out once. Used by all that pairs by names. */
import { isNumber, type PathParts, pathParts, subjectWords, words } from './planeNames';
import { splitOf } from './roleWords';

export interface NamedFile extends PathParts {
  /** The folders as one path. */
  readonly folder: string;
  /** Folders below those that hold the whole drop. */
  readonly inner: readonly string[];
  /** The stem, case aside. */
  readonly key: string;
  /** The words of `inner`, roles included. */
  readonly folderWords: readonly string[];
  /** The stem's words. */
  readonly words: readonly string[];
  /** The stem's words without its roles. */
  readonly subject: readonly string[];
  /** The words of `inner` without their roles: equal for `train/images` and `train/masks`. */
  readonly context: readonly string[];
  /** The same as one text, to compare and to group by. */
  readonly contextKey: string;
}

/** In the order given. What a folder says counts below those that all files share. */
export function namedFiles(paths: readonly string[]): NamedFile[] {
  const parts = paths.map(pathParts);
  const shared = sharedFolders(parts);
  const places = new Map<string, Place>();
  return parts.map((file) => {
    const folder = file.folders.join('/');
    const place = places.get(folder) ?? placeOf(folder, file.folders.slice(shared));
    places.set(folder, place);
    const named = words(file.stem);
    return {
      ...file,
      ...place,
      key: file.stem.toLowerCase(),
      words: named,
      subject: subjectWords(named),
    };
  });
}

type Place = Pick<NamedFile, 'folder' | 'inner' | 'folderWords' | 'context' | 'contextKey'>;

/** "imagesTr" and "train" are one part of a split. */
function placeOf(folder: string, inner: readonly string[]): Place {
  const folderWords = inner.flatMap(words);
  const context = subjectWords(folderWords).map((word) => splitOf(word) ?? word);
  return { folder, inner, folderWords, context, contextKey: context.join(' ') };
}

/** How many outer folders all files share. */
function sharedFolders(files: readonly PathParts[]): number {
  const [first, ...rest] = files;
  if (first === undefined) return 0;
  const differs = first.folders.findIndex((folder, i) => rest.some(({ folders }) => folders[i] !== folder));
  return differs === -1 ? first.folders.length : differs;
}

/** Its folder for a sentence. Folders that hold the whole drop are not named. */
export function ownFolder({ inner }: NamedFile): string {
  const folder = inner.at(-1);
  return folder === undefined ? 'the outermost folder' : `${folder}/`;
}

/** The dataset that a file is part of, where several are dropped at once: its outermost folder but for the split. */
export function scopeOf({ context, inner }: NamedFile): string {
  return inner.length < 2 ? '' : (context.find((word) => splitOf(word) === null) ?? '');
}

/**
 * Whether two folders may belong to one set: they are not of two datasets, their parts of a split do not differ, and
 * not each has a number that the other lacks ("01" and "02").
 */
export function mayShareSet(a: NamedFile, b: NamedFile): boolean {
  const [scopeA, scopeB] = [scopeOf(a), scopeOf(b)];
  if (scopeA !== '' && scopeB !== '' && scopeA !== scopeB) return false;
  return oneHoldsOther(a, b, isNumber) && oneHoldsOther(a, b, (word) => splitOf(word) !== null);
}

function oneHoldsOther(a: NamedFile, b: NamedFile, counts: (word: string) => boolean): boolean {
  const [ofA, ofB] = [a.context.filter(counts), b.context.filter(counts)];
  return ofA.every((word) => ofB.includes(word)) || ofB.every((word) => ofA.includes(word));
}
