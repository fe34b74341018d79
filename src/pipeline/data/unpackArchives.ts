/**
 * A drop's files with the zips among them opened, those inside zips too, one file at a time: the next is inflated when
 * it is asked for, so the caller decides how many rest in memory. Reads no image. Called before decodeFile.
 */
import { throwIfAborted } from '../../common/abort';
import { toErrorData } from '../../common/errors';
import type { Refusal } from '../../domain/data';
import { isRoiSet } from './annotations/readRois';
import { type ArchiveBudget, newBudget } from './archiveBudget';
import { isLitter, tidyPath } from './filePaths';
import { asRefusal, unreadableFile } from './refusals';
import type { SourceFile } from './sourceFile';
import { inflateEntry, isNamedLikeZip, isZip, zipEntries } from './zipEntries';

export type UnpackedItem =
  | { readonly kind: 'file'; readonly path: string; readonly blob: Blob }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

interface Unpacking {
  readonly signal: AbortSignal | undefined;
  /** Every path given out so far: no two files get the same. */
  readonly taken: Set<string>;
}

/**
 * Paths are tidied. A zip's entries come as if the zip were a folder of its name without ".zip" ("set/images/a.png"
 * from set.zip), so that images.zip and masks.zip pair as folders do; with ".zip" where such a path exists already.
 * A zip of nothing but ImageJ ROIs is one file of annotations and stays whole. Litter (hidden files, Thumbs.db, __MACOSX) is left out, from folders and zips. Encrypted, damaged and excessive
 * entries are refusals (`unsupported-feature`, `unreadable-file`, `image-too-large`), as is a zip that inflates beyond
 * all reason (`archive-bomb`), after what was read of it. Throws only `aborted`.
 */
export async function* unpackArchives(
  files: readonly SourceFile[],
  signal?: AbortSignal,
): AsyncGenerator<UnpackedItem> {
  const unpacking: Unpacking = { signal, taken: new Set() };
  for (const { path, blob } of files) {
    throwIfAborted(signal);
    const tidy = tidyPath(path);
    if (!isLitter(tidy)) yield* unpackOne(unpacking, tidy, blob, newBudget(tidy, blob.size));
  }
}

async function* unpackOne(
  unpacking: Unpacking,
  path: string,
  blob: Blob,
  budget: ArchiveBudget,
): AsyncGenerator<UnpackedItem> {
  if (unpacking.taken.has(path)) {
    yield refused(path, unreadableFile(path, 'there are two files of this name.'));
  } else if (!isNamedLikeZip(path) || !(await isZip(blob))) {
    unpacking.taken.add(path);
    yield { kind: 'file', path, blob };
  } else {
    yield* unpackZip(unpacking, path, blob, budget);
  }
}

async function* unpackZip(
  unpacking: Unpacking,
  path: string,
  blob: Blob,
  budget: ArchiveBudget,
): AsyncGenerator<UnpackedItem> {
  try {
    budget.enter();
    const entries = (await zipEntries(path, blob, budget)).filter(({ name }) => !isLitter(name));
    if (isRoiSet(entries.map(({ name }) => name))) {
      unpacking.taken.add(path);
      yield { kind: 'file', path, blob };
      return;
    }
    const folder = folderFor(
      path,
      entries.map(({ name }) => name),
      unpacking.taken,
    );
    for (const entry of entries) {
      throwIfAborted(unpacking.signal);
      const inside = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const inflated = await inflateEntry(inside, entry, budget, unpacking.signal).catch(
        (thrown: unknown) => {
          throwIfAborted(unpacking.signal);
          return asRefusal(inside, thrown);
        },
      );
      if (inflated instanceof Blob) yield* unpackOne(unpacking, inside, inflated, budget);
      else yield refused(budget.spent ? budget.path : inside, inflated);
      if (budget.spent) return;
    }
  } catch (thrown) {
    throwIfAborted(unpacking.signal);
    yield refused(path, thrown);
  } finally {
    budget.leave();
  }
}

/** "set" for "set.zip", or nothing where the zip holds a folder of that name itself; the whole name where paths clash. */
function folderFor(path: string, names: readonly string[], taken: ReadonlySet<string>): string {
  const stem = path.replace(/\.zip$/i, '');
  const above = stem.includes('/') ? stem.slice(0, stem.lastIndexOf('/')) : '';
  const own = `${stem.slice(above === '' ? 0 : above.length + 1)}/`;
  const folder = names.every((name) => name.startsWith(own)) ? above : stem;
  const clashes = names.some((name) => taken.has(folder === '' ? name : `${folder}/${name}`));
  return clashes ? path : folder;
}

function refused(path: string, thrown: unknown): UnpackedItem {
  return { kind: 'refused', refusal: { path, error: toErrorData(asRefusal(path, thrown)) } };
}
