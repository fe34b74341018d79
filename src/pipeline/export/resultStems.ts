/** What the files made of each image are called, before their endings. For the page's exports and the command line. */
import { safeName, sameNameKey } from './safeName';

/**
 * The image's own path without its ending, in the order given: "set/03.tif" becomes "set/03"; page 4 of a stack,
 * "stack.tif#4", becomes "stack_004". No two are alike on any file system, with none of `endings`: later ones get
 * " (2)", " (3)", also where they differ in capitals only, and none is called as a folder of another.
 */
export function resultStems(imageIds: readonly string[], endings: readonly string[]): string[] {
  const wishes = imageIds.map(wishedStem);
  const taken = new Set(wishes.flatMap(foldersOf).map(sameNameKey));
  return wishes.map((wish) => {
    let stem = wish;
    const keys = () => endings.map((ending) => sameNameKey(stem + ending));
    for (let copy = 2; keys().some((key) => taken.has(key)); copy++) stem = `${wish} (${copy})`;
    for (const key of keys()) taken.add(key);
    return stem;
  });
}

function wishedStem(id: string): string {
  const [, path = id, page] = /^(.*?)(?:#(\d+))?$/s.exec(id) ?? [];
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const folders = parts.slice(0, -1);
  const stem = (parts.at(-1) ?? '').replace(/(?<=.)\.[^./]+$/, '');
  const numbered = page === undefined ? stem : `${stem}_${page.padStart(3, '0')}`;
  return [...folders, numbered].map(safeName).join('/');
}

/** "a/b/c": "a" and "a/b". */
function foldersOf(stem: string): string[] {
  const parts = stem.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
